"""El país de las filas que no lo dicen."""

from registro_de_texto import HOY, registro_de

from clientesctl.calidad.paises import con_paises_deducidos
from clientesctl.calidad.regla import Contexto
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.politicas import Politicas


def paises(dibujo: str, clase: str = "CLIENTES", pais: str = "ES") -> list[str]:
    registro = registro_de(dibujo, pais)
    tabla = registro.tablas[clase]
    contexto = Contexto(registro, tabla, Politicas(), HOY, paises_por_fila(tabla, pais))
    return con_paises_deducidos(contexto).paises.por_fila().tolist()


def test_una_provincia_de_fuera_confirmada_dice_el_pais() -> None:
    dibujo = """
    PROVINCIA   | CODIGO_POSTAL | ID_FISCAL     | TELEFONO
    QUERÉTARO   | n:76051       |               |
    JALISCO     |               | GODE561231GR8 |
    ALTO PARANÁ | n:7007        |               | 061549716
    MADRID      | 28013         |               | 913334455
    """
    assert paises(dibujo) == ["MX", "MX", "PY", "ES"]


def test_sin_nada_que_la_confirme_la_fila_es_del_pais_del_registro() -> None:
    dibujo = """
    PROVINCIA | CODIGO_POSTAL | TELEFONO
    QUERÉTARO | 28013         | 913334455
    QUERÉTARO |               |
    """
    assert paises(dibujo) == ["ES", "ES"]


def test_un_nombre_de_varios_paises_no_dice_ninguno() -> None:
    assert paises("PROVINCIA | TELEFONO\nCÓRDOBA | 5512345678", pais="MX") == ["MX"]


def test_lo_que_dice_la_columna_pais_manda() -> None:
    dibujo = "PROVINCIA | CODIGO_POSTAL | PAIS\nQUERÉTARO | n:76051 | España"
    assert paises(dibujo) == ["ES"]


def test_un_interlocutor_es_del_pais_de_su_cliente() -> None:
    dibujo = """
    CLIENTES
    ID  | PAIS
    C-1 | México
    C-2 |
    INTERLOCUTORES
    ID_CLIENTE | TELEFONO
    C-1        | 5512345678
    C-2        | 913334455
    C-9        | 913334455
    """
    assert paises(dibujo, "INTERLOCUTORES") == ["MX", "ES", "ES"]
