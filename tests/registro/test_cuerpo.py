from hojas_de_texto import hoja_de, registro_de, tabla_de

from clientesctl.registro.mando import NADIE_MANDA
from clientesctl.registro.reparto import entender

CABECERA = "ID|Nombre|Teléfono|Ciudad|Total compras\n"
ANA = "1|Ana García López|612345678|Madrid|n:120\n"
JUAN = "2|Juan Pérez Ruiz|913334455|Sevilla|n:80\n"
LUCIA = "3|Lucía Gil Soto|622334455|Madrid|n:10\n"


def filas(cuerpo: str, **otros) -> list[int]:
    hoja = hoja_de(CABECERA + cuerpo, **otros)
    return entender(hoja, "CLIENTES", NADIE_MANDA).tabla.filas.tolist()


def test_las_filas_en_blanco_no_son_registros():
    assert filas(ANA + "\n\n" + JUAN) == [2, 5]


def test_la_cabecera_repetida_en_medio_no_es_un_registro():
    assert filas(ANA + JUAN + CABECERA + LUCIA) == [2, 3, 5]


def test_los_totales_del_final_no_son_registros():
    assert filas(ANA + JUAN + LUCIA + "TOTAL||||=:210\n") == [2, 3, 4]
    assert filas(ANA + JUAN + LUCIA + "|Total clientes: 3|||\n") == [2, 3, 4]
    assert filas(ANA + JUAN + LUCIA + "||||=:210\n") == [2, 3, 4]
    assert filas(ANA + JUAN + LUCIA + "TOTAL|3 clientes|||\n") == [2, 3, 4]


def test_la_fila_que_una_tabla_de_excel_declara_de_totales_no_es_un_registro():
    total = "Resumen|=:3||Ventas|=:210\n"
    assert filas(ANA + JUAN + LUCIA + total) == [2, 3, 4, 5]
    assert filas(ANA + JUAN + LUCIA + total, totales=[(5, 1, 5, 5)]) == [2, 3, 4]


def test_los_totales_de_una_tabla_de_al_lado_no_quitan_ningun_registro():
    assert filas(ANA + JUAN + LUCIA, totales=[(3, 4, 3, 9)]) == [2, 3, 4]


def test_una_empresa_que_se_llama_total_es_un_registro():
    assert filas(ANA + JUAN + "3|Total Energies España|911223344|Madrid|n:5\n") == [2, 3, 4]
    assert filas(ANA + JUAN + "|Total Energies España|911223344||\n") == [2, 3, 4]


def test_los_separadores_de_seccion_no_son_registros():
    assert filas("ZONA NORTE\n" + ANA + "ZONA SUR\n" + JUAN + LUCIA) == [3, 5, 6]
    assert filas("|ZONA NORTE\n" + ANA + JUAN + LUCIA) == [3, 4, 5]


def test_una_fila_combinada_a_lo_ancho_no_es_un_registro():
    texto = "|Ana y familia|||\n" + ANA + JUAN
    assert filas(texto, combinadas=[(2, 2, 2, 5)]) == [3, 4]


def test_una_fila_que_solo_lleva_una_nota_no_es_un_registro():
    assert filas(ANA + JUAN + LUCIA + "\n* Los precios no llevan IVA\n") == [2, 3, 4]
    assert filas(ANA + JUAN + LUCIA + "|Nota: revisar en septiembre|||\n") == [2, 3, 4]


def test_quien_solo_tiene_nombre_es_un_registro():
    assert filas(ANA + "|Pedro Martín Soto|||\n" + JUAN + LUCIA) == [2, 3, 4, 5]


def test_quien_solo_tiene_telefono_es_un_registro():
    assert filas(ANA + "||655443322||\n" + JUAN + LUCIA) == [2, 3, 4, 5]


def test_la_numeracion_arrastrada_hasta_abajo_no_son_registros():
    assert filas(ANA + JUAN + LUCIA + "4||||\n5||||\n6||||\n") == [2, 3, 4]


def test_un_registro_a_medias_entre_otros_cuenta():
    assert filas(ANA + "9||||\n" + JUAN + LUCIA) == [2, 3, 4, 5]


def test_en_una_hoja_de_una_sola_columna_llena_no_se_tira_nada():
    tabla = tabla_de("Nombre|Teléfono\nAna García|\nJuan Pérez|\nLucía Gil|\n")
    assert tabla.filas.tolist() == [2, 3, 4]


def test_otra_tabla_debajo_no_son_registros_y_se_dice():
    proveedores = "\nPROVEEDORES\nEmpresa|Contacto|Dirección|Producto\nPan Roca|Eva|Sol 3|harina\n"
    assert filas(ANA + JUAN + LUCIA + proveedores) == [2, 3, 4]
    assert filas(ANA + JUAN + LUCIA + proveedores.replace("PROVEEDORES\n", "")) == [2, 3, 4]
    hoja = hoja_de(CABECERA + ANA + JUAN + LUCIA + proveedores)
    (aviso,) = registro_de(hoja).avisos
    assert "otra tabla desde la fila 6" in aviso


def test_la_misma_cabecera_tras_un_hueco_no_es_otra_tabla():
    assert filas(ANA + "\n" + CABECERA + JUAN + "\n" + LUCIA) == [2, 5, 7]
