from hojas_de_texto import campos, hoja_de, tabla_de

from clientesctl.registro.encabezado import buscar_encabezado
from clientesctl.registro.mando import NADIE_MANDA
from clientesctl.registro.reparto import entender

PERSONAS = """
Ana García López|612345678|ana@ejemplo.es|28001
Juan Pérez Ruiz|913334455|juan@ejemplo.es|28002
Lucía Gil Soto|622334455|lucia@ejemplo.es|08001
"""


def test_encuentra_la_cabecera_en_la_primera_fila():
    tabla = tabla_de("Nombre|Teléfono|Correo|C.P." + PERSONAS)
    assert tabla.fila_cabecera == 1
    assert tabla.filas.tolist() == [2, 3, 4]


def test_salta_titulos_logotipos_y_filas_en_blanco():
    texto = (
        "Ferretería Luna S.L.\n\nListado de clientes al 01/02/2026\n\nNombre|Teléfono|Correo|C.P."
    )
    tabla = tabla_de(texto + PERSONAS)
    assert tabla.fila_cabecera == 5
    assert len(tabla) == 3


def test_un_titulo_que_es_tambien_una_cabecera_no_engana():
    tabla = tabla_de("CLIENTES\nNombre|Teléfono|Correo|C.P." + PERSONAS)
    assert tabla.fila_cabecera == 2


def test_los_grupos_de_encima_no_son_la_cabecera():
    texto = "DATOS||CONTACTO|\nNombre|C.P.|Teléfono|Correo\nAna García|28001|612345678|a@b.es"
    hoja = hoja_de(texto, combinadas=[(1, 1, 1, 2), (1, 3, 1, 4)])
    assert buscar_encabezado(hoja).textos == ("Nombre", "C.P.", "Teléfono", "Correo")


def test_el_grupo_completa_a_quien_solo_no_dice_nada():
    texto = (
        "Nombre|Apellido||Teléfono|\n|Paterno|Materno|Fijo|Celular\n"
        "ANA|GARCÍA|LÓPEZ|5512345678|5587654321"
    )
    hoja = hoja_de(texto, combinadas=[(1, 2, 1, 3), (1, 4, 1, 5), (1, 1, 2, 1)])
    tabla = entender(hoja, "CLIENTES", NADIE_MANDA).tabla
    assert tabla.fila_cabecera == 2
    assert list(tabla.asignaciones) == ["nombre", "apellido_1", "apellido_2", "telefono", "movil"]


def test_sin_cabecera_se_entiende_por_los_valores_y_sin_certeza():
    tabla = tabla_de(PERSONAS)
    assert tabla.fila_cabecera == 0
    assert tabla.filas.tolist() == [1, 2, 3]
    assert campos(tabla)["1"] == "nombre_completo"
    assert campos(tabla)["3"] == "email"
    assert all(a.certeza < 0.95 for a in tabla.asignaciones.values())


def test_un_registro_que_empieza_por_una_palabra_de_cabecera_no_es_cabecera():
    tabla = tabla_de(
        "Nombre|Activo|Teléfono\nZona Norte SL|Activo|612345678\nAna Gil|Baja|913334455"
    )
    assert tabla.fila_cabecera == 1
    assert len(tabla) == 2


def test_una_cabecera_que_nadie_mas_usa_se_ve_por_contraste():
    hoja = hoja_de("Kunde|Rufnummer|Briefkasten" + PERSONAS.replace("|28001", ""))
    assert buscar_encabezado(hoja).indice == 0


def test_los_meses_y_las_columnas_numeradas_no_esconden_la_cabecera():
    cabecera = "ID|Nombre|Teléfono|Correo|f:2026-01-01|f:2026-02-01|f:2026-03-01|Dato 1|Dato 2"
    tabla = tabla_de(cabecera + "\n1|Ana García López|612345678|ana@ejemplo.es|n:1|n:2|n:3|x|y")
    assert tabla.fila_cabecera == 1
    assert list(tabla.asignaciones) == ["id", "nombre_completo", "telefono", "email"]


def test_una_cabecera_sin_registros_da_una_tabla_vacia():
    tabla = tabla_de("ID|NOMBRE|APELLIDO_1|APELLIDO_2|TELEFONO")
    assert len(tabla) == 0
    assert list(tabla.asignaciones) == ["id", "nombre", "apellido_1", "apellido_2", "telefono"]
    assert all(a.certeza == 1.0 for a in tabla.asignaciones.values())
