from hojas_de_texto import tabla_de

from clientesctl.registro.pais import pais_de_la_lista, pais_del_registro, paises_por_fila


def de(cabecera: str, *filas: str) -> str:
    return pais_del_registro(tabla_de("\n".join([cabecera, *filas])))


def test_sin_nada_que_lo_diga_es_espana():
    assert de("Nombre|Correo", "Ana Gil|a@b.com") == "ES"


def test_manda_lo_que_digan_las_politicas():
    assert pais_del_registro(tabla_de("Nombre|NIF\nAna Gil|12345678Z"), "py") == "PY"


def test_manda_la_columna_pais_de_la_mayoria():
    assert de("Nombre|País", "Ana|México", "Eva|MX", "Juan|España") == "MX"


def test_lo_dicen_los_documentos_fiscales():
    assert de("Nombre|Documento de identidad", "Ana|GODE561231GR8", "Eva|VECJ880326XXX") == "MX"
    assert de("Nombre|CUIT", "Ana|20-12345678-6", "Eva|27-23456789-6") == "AR"


def test_lo_dicen_los_prefijos_de_los_telefonos():
    assert de("Nombre|Teléfono", "Ana|+595 981 123456", "Eva|+595 21 123456") == "PY"


def test_lo_dicen_las_provincias():
    assert de("Nombre|Estado o provincia", "Ana|Jalisco", "Eva|Nuevo León") == "MX"
    assert de("Nombre|Provincia", "Ana|Vizcaya", "Eva|Badajoz") == "ES"


def test_una_colonia_sin_rellenar_no_hace_mexicano_el_registro():
    assert de("Nombre|Colonia|Correo", "Ana Gil||a@b.com", "Eva Gil||e@b.com") == "ES"
    assert de("Nombre|Colonia|Correo", "Ana Gil|Roma|a@b.com", "Eva Gil||e@b.com") == "MX"


def test_cada_fila_lleva_su_pais_y_las_vacias_el_del_registro():
    tabla = tabla_de("Nombre|País\nAna|Francia\nEva|\nJuan|Narnia\nLuis|MX")
    assert paises_por_fila(tabla, "ES").por_fila().tolist() == ["FR", "ES", "ES", "MX"]


def test_sin_columna_pais_todas_son_del_registro():
    tabla = tabla_de("Nombre|Correo\nAna Gil|a@b.es\nEva Gil|e@b.es")
    assert paises_por_fila(tabla, "PY").por_fila().tolist() == ["PY", "PY"]


def test_un_registro_recien_hecho_no_es_mexicano_por_traer_colonia():
    assert de("NOMBRE|COLONIA|EMAIL") == "ES"
    assert de("Nombre|Colonia|Correo") == "MX"


def test_unos_pocos_numeros_de_fuera_no_cambian_el_pais_de_una_lista():
    agenda = "Nombre|Teléfono\nAna|+52 55 1234 5678\nEVA|622111333\nPÍO|915556677"
    assert pais_de_la_lista(tabla_de(agenda), "", "ES") == "ES"
    de_fuera = "Nombre|Teléfono\nAna|+52 55 1234 5678\nEVA|5587654321"
    assert pais_de_la_lista(tabla_de(de_fuera), "", "ES") == "MX"
