"""Los códigos postales de una lista a los que una hoja de cálculo quitó el cero."""

from __future__ import annotations

from registro_de_texto import registro_de

from clientesctl.registro.ceros_perdidos import poner_ceros

ENTEROS = ("28001", "41001", "46001", "50001", "31001")


def codigos(*celdas: str, pais: str = "ES", cabecera: str = "CODIGO_POSTAL") -> list[str]:
    """La columna, como queda con sus ceros puestos."""
    tabla = registro_de("\n".join((f"NOMBRE|{cabecera}", *(f"ANA|{c}" for c in celdas))), pais)
    puesta, _ = poner_ceros(tabla.clientes, pais)
    return [puesta.texto("codigo_postal", n) for n in range(len(celdas))]


def test_a_un_numero_se_le_pone_su_cero_y_se_dice() -> None:
    clientes = registro_de("NOMBRE|CODIGO_POSTAL\nANA|n:8001\nEVA|n:28001").clientes
    assert poner_ceros(clientes, "ES")[1] == (("8001", "08001"),)
    assert codigos("n:8001", "n:28001", "n:6700") == ["08001", "28001", "06700"]


def test_en_mexico_tambien() -> None:
    assert codigos("n:6700", "n:44100", pais="MX") == ["06700", "44100"]


def test_no_toca_el_numero_que_no_es_un_codigo_sin_su_cero() -> None:
    assert codigos("n:801", "n:99001", "n:123456") == ["801", "99001", "123456"]
    assert codigos("n:1209", "n:120", "n:11001", pais="PY") == ["1209", "120", "11001"]


def test_no_pone_el_cero_si_la_provincia_es_otra() -> None:
    dos = "CODIGO_POSTAL|PROVINCIA"
    assert codigos("n:8001|MADRID", "n:8001|BARCELONA", cabecera=dos) == ["8001", "08001"]


def test_un_texto_lo_perdio_si_toda_su_columna_lo_perdio() -> None:
    assert codigos("8001", *ENTEROS)[0] == "08001"


def test_un_texto_se_deja_si_otro_de_su_columna_conserva_el_cero() -> None:
    assert codigos("8001", "03001", *ENTEROS)[0] == "8001"


def test_un_texto_se_deja_si_hay_pocos_enteros_o_la_columna_lleva_de_todo() -> None:
    assert codigos("8001", *ENTEROS[:4])[0] == "8001"
    assert codigos("8001", *ENTEROS, "no sabe", "calle Sol")[0] == "8001"
