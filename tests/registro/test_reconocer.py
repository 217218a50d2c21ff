import numpy as np
import pytest
from hojas_de_texto import campos, hoja_de, libro_de, registro_de

from clientesctl.registro.elegir import SinRegistro
from clientesctl.registro.errores import ErrorLibro, ErrorUso
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.reconocer import reconocer
from clientesctl.registro.registro import SEGURA

CLIENTES = """
Código|Nombre|Dirección|C.P.|Población|Estado|Tfno.|Correo
1|María García López|C/ Mayor 3|08001|Barcelona|Activo|612345678|ana@ejemplo.es
2|Juan Pérez Ruiz|Avda. España, 4|28001|Madrid|Activo|913334455|juan@ejemplo.es
3|Luisa Fernández Gil|C/ Luna 5|28002|Madrid|Baja|600112233|luisa@ejemplo.es
4|Ferretería Luna SL|Plaza Sol 5|46001|Valencia|Activo|960112233|luna@ejemplo.es
"""
VENTAS = """
Fecha|Cliente|Producto|Importe
f:2026-01-02|1|Riego|n:12.5
f:2026-01-03|4|Riego|n:12.5
"""
PRECIOS = "Código|Nombre|Precio\nA-1|Tornillo 3 mm|n:0.15\nA-2|Tuerca|n:0.2\nA-3|Arandela|n:0.1"
NUMEROS = "\n".join("|".join(f"n:{i * j}" for j in range(1, 8)) for i in range(1, 30))


def test_un_libro_con_una_tabla_de_nombres_es_el_registro():
    registro = registro_de(hoja_de(CLIENTES))
    assert campos(registro.clientes) == {
        "Código": "id",
        "Nombre": "nombre_completo",
        "Dirección": "direccion",
        "C.P.": "codigo_postal",
        "Población": "ciudad",
        "Estado": "situacion",
        "Tfno.": "telefono",
        "Correo": "email",
    }
    assert all(a.certeza >= SEGURA for a in registro.clientes.asignaciones.values())
    assert (registro.pais, len(registro.clientes)) == ("ES", 4)


def test_las_ventas_se_reconocen_con_su_nombre_y_sin_el():
    for nombre in ("VENTAS", "Pedidos", "Hoja2"):
        registro = registro_de(hoja_de(CLIENTES), hoja_de(VENTAS, nombre))
        assert campos(registro.tablas["VENTAS"]) == {
            "Fecha": "fecha", "Cliente": "id_cliente", "Producto": "producto", "Importe": "importe",
        }  # fmt: skip


def test_un_libro_del_contrato_se_reconoce_entero_con_toda_certeza():
    registro = registro_de(
        hoja_de(
            "ID|TIPO|NOMBRE|APELLIDO_1|RAZON_SOCIAL|NUMERO|MEDIO\n1|X|ANA|GIL||S/N|FERIA",
            "CLIENTES",
        ),
        hoja_de("ID|FECHA|ID_CLIENTE|TIPO|NOTAS\n1|2026-01-01|1|LLAMADA|", "CONTACTOS"),
        hoja_de("ID|FECHA|ID_CLIENTE|IMPORTE\n", "VENTAS"),
        hoja_de("ID_A|ID_B|FECHA\n1|2|2026-01-01", "DISTINTOS"),
    )
    assert set(registro.tablas) == {"CLIENTES", "CONTACTOS", "VENTAS", "DISTINTOS"}
    certezas = {a.certeza for t in registro.tablas.values() for a in t.asignaciones.values()}
    assert certezas == {1.0}


def test_las_listas_van_por_campo():
    listas = hoja_de("VENDEDOR|MEDIO|TALLAS\nEMILY|FERIA|S\nJUAN||M\n|WEB|", "LISTAS")
    registro = registro_de(hoja_de(CLIENTES), listas)
    assert registro.listas == {
        "vendedor": ("EMILY", "JUAN"), "medio": ("FERIA", "WEB"), "tallas": ("S", "M"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "texto",
    [
        PRECIOS,
        NUMEROS,
        "Fecha|Cliente|Producto|Importe\nf:2026-01-02|Ana García López|Riego|n:12\n",
        "Factura 12\n\nConcepto|Cantidad|Precio|Importe\nRiego|n:1|n:12|n:12\nTOTAL|||n:12",
        "Lunes|Martes|Miércoles|Jueves\n1|2|3|4\n5|6|7|8\n",
        "Nombre|Edad|Ciudad\nTornillo|n:3|\n",
        "Hola",
    ],
)
def test_lo_que_no_es_un_registro_se_rechaza_diciendo_que_se_vio(texto):
    with pytest.raises(ErrorLibro, match=r'«Hoja1».*--hoja.*\[columnas\."Hoja1"\]'):
        registro_de(hoja_de(texto))


def test_una_lista_de_empresas_sin_mas_es_un_registro_si_no_hay_otra_cosa():
    lista = hoja_de("Empresas\nTalleres Sol SL\nIBM\nBar Casa Paco\nFerretería Luna, S.L.")
    clientes = registro_de(lista).clientes
    assert list(clientes.columnas) == ["razon_social"]
    assert clientes.filas.tolist() == [2, 3, 4, 5]


def test_una_lista_de_empresas_junto_a_otra_cosa_no_se_toma_por_registro():
    lista = hoja_de("Empresas\nTalleres Sol SL\nBar Casa Paco\nFerretería Luna, S.L.", "Listas 2")
    tarifa = hoja_de("Artículo|PVP\nTornillo|n:3\nBroca|n:5", "Tarifa")
    with pytest.raises(ErrorLibro, match="ninguna hoja parece"):
        registro_de(lista, tarifa)


def test_un_libro_sin_hojas_escritas_se_rechaza():
    with pytest.raises(ErrorLibro, match="ninguna hoja"):
        registro_de(hoja_de("", "Hoja1"))


def test_dos_hojas_que_podrian_ser_se_nombran_las_dos():
    with pytest.raises(ErrorLibro, match=r"«Norte» y «Sur».*--hoja"):
        registro_de(hoja_de(CLIENTES, "Norte"), hoja_de(CLIENTES, "Sur"))


def test_la_hoja_que_se_llama_clientes_gana():
    registro = registro_de(hoja_de(CLIENTES, "Proveedores"), hoja_de(CLIENTES, "Clientes"))
    assert registro.clientes.hoja == "Clientes"
    registro = registro_de(hoja_de(CLIENTES, "Copia"), hoja_de(CLIENTES, "CLIENTES"))
    assert registro.clientes.hoja == "CLIENTES"


def test_entre_una_visible_y_otra_oculta_gana_la_visible():
    registro = registro_de(hoja_de(CLIENTES, "A", visible=False), hoja_de(CLIENTES, "B"))
    assert registro.clientes.hoja == "B"


def test_la_hoja_pedida_manda_sin_mirar_mayusculas_ni_acentos():
    hojas = (hoja_de(CLIENTES, "Región"), hoja_de(CLIENTES, "Clientes"))
    assert registro_de(*hojas, hoja="REGION").clientes.hoja == "Región"
    with pytest.raises(ErrorUso, match="«Región», «Clientes»"):
        registro_de(*hojas, hoja="Sur")


def test_de_dos_hojas_de_ventas_no_se_usa_ninguna_y_se_dice():
    ventas = (hoja_de(VENTAS, "Ventas 2024"), hoja_de(VENTAS, "Ventas 2025"))
    registro = registro_de(hoja_de(CLIENTES), *ventas)
    assert "VENTAS" not in registro.tablas
    assert "«Ventas 2024» y «Ventas 2025»" in registro.avisos[0]


def test_lo_que_mandan_las_politicas_pasa_por_encima():
    columnas = {"hoja1": {"Estado": "etapa", "C": "calle", "Tfno.": "ignorar"}}
    clientes = registro_de(hoja_de(CLIENTES), columnas=columnas).clientes
    assert clientes.asignaciones["etapa"].certeza == 1.0
    assert clientes.asignaciones["calle"].cabecera == "Dirección"
    assert "telefono" not in clientes
    assert "Tfno." in clientes.otras


def test_una_columna_mandada_que_no_esta_se_dice_con_las_que_hay():
    with pytest.raises(ErrorUso, match=r"«Móvil».*«Código», «Nombre»"):
        registro_de(hoja_de(CLIENTES), columnas={"Hoja1": {"Móvil": "movil"}})
    with pytest.raises(ErrorUso, match="«telefonazo»"):
        registro_de(hoja_de(CLIENTES), columnas={"Hoja1": {"Tfno.": "telefonazo"}})


def test_las_politicas_hacen_registro_de_una_hoja_que_no_lo_parece():
    columnas = {"Hoja1": {"Kunde": "nombre_completo", "Ruf": "telefono"}}
    registro = registro_de(hoja_de("Kunde|Ruf\nXX|1\nYY|2"), columnas=columnas)
    assert list(registro.clientes.columnas) == ["nombre_completo", "telefono"]


def test_dos_columnas_del_mismo_nombre_no_se_pisan():
    texto = "Nombre|Notas|Teléfono|Teléfono|Talla|Talla\nAna Gil Soto|x|612345678|913334455|S|M"
    clientes = registro_de(hoja_de(texto, "CLIENTES")).clientes
    assert {"telefono", "telefono_2"} <= set(clientes.columnas)
    assert list(clientes.otras) == ["Talla", "Talla (F)"]
    assert clientes.otras_posiciones == {"Talla": 5, "Talla (F)": 6}


def test_el_segundo_telefono_es_el_movil_si_los_numeros_lo_dicen():
    filas = "\n".join(f"Ana Gil Soto|91333445{i}|61234567{i}" for i in range(8))
    clientes = registro_de(hoja_de("Nombre|Teléfono|Teléfono 2\n" + filas, "CLIENTES")).clientes
    assert clientes.asignaciones["movil"].columna == 3


def test_las_celdas_que_se_dan_por_direccion_son_las_de_excel():
    clientes = registro_de(hoja_de("\nListado\n" + CLIENTES)).clientes
    posicion = int(np.flatnonzero(clientes.filas == clientes.filas[1])[0])
    assert clientes.celda("telefono", posicion) == f"G{clientes.filas[1]}"


def test_reconocer_no_cambia_el_libro_crudo():
    crudo = libro_de(hoja_de(CLIENTES))
    antes = [c.codigos.copy() for c in crudo.hojas[0].columnas]
    reconocer(crudo, Politicas())
    assert all((a == c.codigos).all() for a, c in zip(antes, crudo.hojas[0].columnas, strict=True))


@pytest.mark.parametrize(
    "cabecera", ["Nombre|Teléfono", "Nombre|Apellidos|Tel.", "Cliente|C.P.|Email"]
)
def test_una_cabecera_sin_fichas_es_un_registro_vacio(cabecera: str):
    assert len(registro_de(hoja_de(cabecera, "Hoja1")).clientes) == 0


def test_una_cabecera_sin_fichas_al_lado_de_otra_cosa_no_lo_es():
    with pytest.raises(SinRegistro):
        registro_de(hoja_de("Nombre|Teléfono", "Hoja1"), hoja_de(PRECIOS, "Hoja2"))


@pytest.mark.parametrize(
    "texto",
    [
        "Restaurante|Dirección|Teléfono\nCasa Luz|Cava Baja 35|913653252\nBotillo|Sol 1|913664217",
        "Centro|Dirección|Localidad|CP\nCEIP LUZ|C/ MAYOR 3|GETAFE|28901\nIES LUNA|SOL 5|PARLA|",
        "name|addr|city|phone\nart deli|12 ventura bd.|ojai|818/762-1221\nspago|1 horn av.|ojai|",
        "Cliente|Localidad\nFERRETERIA LUNA SL|GETAFE\nBAR PACO|MADRID",
        "name\nadidas ag\nIBM\nI.B.M. Corp\nSiemens AG",
        "nombre|apellidos\nANA|GIL\nLUIS|PEREZ GIL",
    ],
)
def test_una_sola_hoja_de_nombres_con_poco_mas_es_un_registro(texto):
    clientes = registro_de(hoja_de(texto)).clientes
    assert {"razon_social", "nombre", "nombre_completo"} & set(clientes.columnas)
