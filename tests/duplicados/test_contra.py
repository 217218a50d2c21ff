"""Qué fichas de una lista están ya en un registro: el motor, sobre tablas de pocas líneas."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registro_inventado import CAMPOS, inventar
from tabla_de_texto import de_filas, tabla

from clientesctl.duplicados import Par
from clientesctl.duplicados.contra import cruces, unir
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.registro import Tabla

REGISTRO = """
    id | nombre | apellido_1 | apellido_2 | razon_social | id_fiscal | telefono | email | ciudad
    C-1 | PEPE | GARCÍA | LÓPEZ | | 45678901G | 913334455 | pepe@ejemplo.es | MADRID
    C-2 | NURIA | CASALS | VIDAL | | | 699112233 | n.casals@ejemplo.es | SORIA
    C-3 | | | | SUMINISTROS ALCARAVÁN, S.L. | | 954112233 | | SEVILLA
    C-4 | HUGO | PRIETO | SANZ | | | 982445566 | | LUGO
    C-5 | INÉS | ZABALETA | ARANA | | | 944556677 | | BILBAO
"""


def hallar(registro: str | Tabla, lista: str | Tabla, pais: str = "ES") -> tuple[Par, ...]:
    suyo, ajena = (tabla(t) if isinstance(t, str) else t for t in (registro, lista))
    mejores: dict[int, Par] = {}
    for par in cruces(suyo, _de(pais, suyo), ajena, _de(pais, ajena)):
        mejores.setdefault(par.b, par)
    return tuple(mejores.values())


def parejas(registro: str, lista: str, pais: str = "ES") -> list[tuple[int, int]]:
    return [(par.a, par.b) for par in hallar(registro, lista, pais)]


def _de(pais: str, de: Tabla) -> Columna:
    return Columna.de_textos([pais] * len(de))


def test_una_lista_sin_id_y_con_el_nombre_entero_encuentra_las_suyas() -> None:
    lista = """
        nombre_completo | movil | email
        Mario Ledesma Jara | 677001122 | mario@ejemplo.es
        José García López | +34 913 33 44 55 |
        Nuria Casals | | n.casals@ejemplo.es
    """
    assert parejas(REGISTRO, lista) == [(0, 1), (1, 2)]


def test_con_los_apellidos_cruzados_es_la_misma() -> None:
    lista = """
        nombre | apellido_1 | apellido_2 | telefono
        NURIA | VIDAL | CASALS | 699112233
        HUGO | PRIETO | SANS | 982 44 55 66
    """
    assert parejas(REGISTRO, lista) == [(1, 0), (3, 1)]


def test_los_apellidos_en_una_sola_columna_valen() -> None:
    lista = """
        nombre | apellidos | telefono
        Inés | Zabaleta Arana | 944556677
    """
    assert parejas(REGISTRO, lista) == [(4, 0)]


def test_una_empresa_escrita_de_otro_modo_es_la_misma() -> None:
    lista = """
        razon_social | ciudad
        ALCARAVAN SUMINISTROS SL | SEVILLA
        Suministros Garza SL | SEVILLA
    """
    assert parejas(REGISTRO, lista) == [(2, 0)]


def test_un_pariente_de_la_misma_casa_es_nuevo() -> None:
    lista = """
        nombre | apellido_1 | apellido_2 | telefono
        ANA | GARCÍA | LÓPEZ | 913334455
    """
    assert parejas(REGISTRO, lista) == []


def test_el_id_de_la_lista_no_es_el_del_registro() -> None:
    lista = """
        id | nombre | apellido_1 | apellido_2 | telefono
        C-1 | MARIO | LEDESMA | JARA | 677001122
        C-2 | OLGA | TERUEL | OSUNA | 677001133
    """
    assert parejas(REGISTRO, lista) == []


def test_una_ficha_absorbida_no_cuenta() -> None:
    registro = """
        id | nombre | apellido_1 | apellido_2 | telefono | fusionado_en
        C-1 | HUGO | PRIETO | SANZ | 982445566 | C-9
        C-2 | OLGA | TERUEL | OSUNA | 968334455 |
    """
    lista = """
        nombre | apellido_1 | apellido_2 | telefono
        HUGO | PRIETO | SANZ | 982445566
        OLGA | TERUEL | OSUNA | 968334455
    """
    assert parejas(registro, lista) == [(1, 1)]


def test_lo_que_se_repite_dentro_de_la_lista_o_del_registro_no_es_un_cruce() -> None:
    dobles = """
        nombre | apellido_1 | apellido_2 | telefono
        HUGO | PRIETO | SANZ | 982445566
        HUGO | PRIETO | SANZ | 982445566
    """
    otros = """
        nombre | apellido_1 | apellido_2 | telefono
        OLGA | TERUEL | OSUNA | 968334455
        OLGA | TERUEL | OSUNA | 968334455
    """
    assert parejas(dobles, otros) == []


def test_dos_fichas_de_la_lista_pueden_ser_la_misma_del_registro() -> None:
    lista = """
        nombre_completo | telefono
        Hugo Prieto Sanz | 982445566
        HUGO PRIETO | 982 44 55 66
    """
    assert parejas(REGISTRO, lista) == [(3, 0), (3, 1)]


def test_de_dos_fichas_del_registro_vale_la_que_mas_se_parece() -> None:
    registro = """
        nombre | apellido_1 | apellido_2 | telefono | email
        HUGO | PRIETO | | 982445566 |
        HUGO | PRIETO | SANZ | 982445566 | hugo@ejemplo.es
    """
    lista = """
        nombre | apellido_1 | apellido_2 | telefono | email
        HUGO | PRIETO | SANZ | 982445566 | hugo@ejemplo.es
    """
    assert parejas(registro, lista) == [(1, 0)]
    suyo, ajena = tabla(registro), tabla(lista)
    todos = cruces(suyo, _de("ES", suyo), ajena, _de("ES", ajena))
    assert [(par.a, par.b) for par in todos] == [(1, 0), (0, 0)]


def test_las_razones_dicen_lo_escrito_en_el_registro_y_despues_lo_de_la_lista() -> None:
    lista = """
        nombre_completo | telefono
        José García López | +34 913 33 44 55
    """
    (par,) = hallar(REGISTRO, lista)
    dichas = {razon.campo: (razon.a, razon.b) for razon in par.razones}
    assert dichas["telefono"] == ("913334455", "+34 913 33 44 55")
    assert dichas["nombre"] == ("PEPE GARCÍA LÓPEZ", "José García López")


def test_un_telefono_sin_prefijo_se_lee_con_el_pais_de_cada_tabla() -> None:
    registro = """
        nombre | apellido_1 | apellido_2 | telefono
        RAMÓN | IBARRA | QUIROGA | +52 55 5123 4567
        OLGA | TERUEL | OSUNA | +52 55 5987 6543
    """
    lista = """
        nombre_completo | telefono
        Ramón Ibarra | 55 5123 4567
    """
    assert parejas(registro, lista, "MX") == [(0, 0)]


def test_sin_fichas_en_uno_de_los_lados_no_hay_nada() -> None:
    vacia = "nombre | apellido_1 | telefono"
    assert parejas(vacia, REGISTRO) == []
    assert parejas(REGISTRO, vacia) == []
    assert parejas(vacia, vacia) == []


def test_unir_columnas_conserva_los_textos_y_sus_tipos() -> None:
    una, otra = Columna.de_textos(["A", "", "B"]), Columna.de_textos(["B", "C", ""])
    unida = unir(una, otra)
    assert unida.por_fila().tolist() == ["A", "", "B", "B", "C", ""]
    assert unida.tipos[unida.codigos[1]] == Tipo.VACIA
    assert (unida.codigos[[1, 5]] == 0).all()


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.sampled_from([40, 500]))
def test_el_orden_de_las_filas_no_cambia_nada(semilla: int, cuantas: int) -> None:
    filas, _ = inventar(cuantas, semilla=semilla % 5)
    corte = cuantas * 3 // 4
    derecho = _entre(filas[:corte], filas[corte:])
    azar = random.Random(semilla)
    uno, otro = list(range(corte)), list(range(cuantas - corte))
    azar.shuffle(uno)
    azar.shuffle(otro)
    vuelto = _entre([filas[i] for i in uno], [filas[corte + i] for i in otro])
    assert {(uno[a], otro[b]): p for (a, b), p in vuelto.items()} == derecho


def _entre(registro: list[list[str]], lista: list[list[str]]) -> dict[tuple[int, int], float]:
    suyo, ajena = de_filas(CAMPOS, registro), de_filas(CAMPOS, lista)
    pares = cruces(suyo, _de("ES", suyo), ajena, _de("ES", ajena))
    return {(par.a, par.b): round(par.probabilidad, 9) for par in pares}


def test_en_un_registro_inventado_acierta_casi_siempre() -> None:
    filas, ciertas = inventar(1500, semilla=3)
    corte = 1200
    pares = _entre(filas[:corte], filas[corte:])
    hechas = {(a, b + corte) for a, b in pares}
    buenas = {(a, b) for a, b in ciertas if a < corte <= b}
    assert len(hechas & buenas) / len(hechas) >= 0.98
    assert len(hechas & buenas) / len(buenas) >= 0.95
