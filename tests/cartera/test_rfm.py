"""Las notas, los segmentos y el potencial, dichos como los lee el dueño."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import numpy as np
import pytest
from cartera_de_texto import HOY, hacer_registro
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.potencial import calcular_potencial
from clientesctl.cartera.rfm import calcular_rfm, poner_notas
from clientesctl.cartera.segmentos_rfm import SEGMENTOS, leer_segmentos, segmentar
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.registro.errores import ErrorUso

SIN_VENTAS = "FECHA | ID_CLIENTE | IMPORTE"


def hace(dias: int) -> str:
    return (HOY - dt.timedelta(days=dias)).isoformat()


class Visto:
    """Un registro puntuado: las notas, el segmento y los puntos de cada ficha, por su ID."""

    def __init__(self, clientes: str, pais: str = "ES", **hojas: str) -> None:
        registro = hacer_registro(clientes, pais, **hojas)
        historia = leer_historia(registro)
        cartera = mirar_desde(historia, HOY, Umbrales())
        self._ids = [str(registro.clientes.identificador(p)) for p in range(len(registro.clientes))]
        self.rfm = calcular_rfm(historia, cartera)
        segmentos = segmentar(cartera, self.rfm).tolist()
        self.segmento = {i: SEGMENTOS[s].nombre for i, s in zip(self._ids, segmentos, strict=True)}
        potencial = calcular_potencial(historia, cartera, self.rfm, ("COMPETENCIA",))
        self.total = dict(zip(self._ids, potencial.total.tolist(), strict=True))
        self.puntos = {i: [str(s) for s in potencial.explicar(p)] for p, i in enumerate(self._ids)}

    def notas(self, suya: str) -> tuple[int, int, int]:
        p = self._ids.index(suya)
        return int(self.rfm.recencia[p]), int(self.rfm.frecuencia[p]), int(self.rfm.dinero[p])


def ventas(*filas: tuple[str, int, float]) -> str:
    return "\n".join([SIN_VENTAS, *(f"{hace(d)} | {quien} | {n}" for quien, d, n in filas)])


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_los_iguales_llevan_la_misma_nota_y_quien_mas_no_lleva_menos(valores: list[int]) -> None:
    notas = poner_notas(np.array(valores, dtype=np.float64)).tolist()
    pares = sorted(zip(valores, notas, strict=True))
    assert all(1 <= n <= 5 for n in notas)
    assert all(b[1] >= a[1] for a, b in itertools.pairwise(pares))
    assert len(dict(pares)) == len(set(pares))


@pytest.mark.parametrize(
    ("valores", "notas"), [([5], [3]), ([1, 2], [2, 4]), ([1, 1, 1, 1], [3] * 4)]
)
def test_con_pocos_no_hay_sobresalientes(valores: list[float], notas: list[int]) -> None:
    assert poner_notas(np.array(valores, dtype=np.float64)).tolist() == notas


def test_nunca_se_comparan_dos_monedas() -> None:
    filas = [f"{hace(5)} | M{i} | {1000 + i} | MXN" for i in range(5)]
    filas += [f"{hace(5)} | E{i} | {10 + i} | EUR" for i in range(5)]
    hoja = "\n".join(["FECHA | ID_CLIENTE | IMPORTE | MONEDA", *filas])
    fichas = "ID\n" + "\n".join([f"M{i}" for i in range(5)] + [f"E{i}" for i in range(5)])
    visto = Visto(fichas, ventas=hoja)
    assert [visto.notas(f"E{i}")[2] for i in range(5)] == [1, 2, 3, 4, 5]
    assert [visto.notas(f"M{i}")[2] for i in range(5)] == [1, 2, 3, 4, 5]


def test_cada_uno_esta_en_su_segmento() -> None:
    hechas = [("MEJOR", d, 900.0) for d in range(5, 700, 40)]
    hechas += [("IDO", d, 800.0) for d in range(200, 700, 40)]
    hechas += [("POCO", 10, 5.0), ("POCO", 300, 5.0), ("NUEVO", 4, 20.0), ("SUENO", 650, 3.0)]
    hechas += [("FALTA", 35, 6.0), ("FALTA", 400, 6.0)]
    fichas = "ID | CANCELADO_EL\n" + "\n".join(
        [*(f"{i} |" for i in ("MEJOR", "IDO", "POCO", "NUEVO", "SUENO", "FALTA", "NADIE")),
         "BAJA | 2026-01-01"]
    )  # fmt: skip
    assert Visto(fichas, ventas=ventas(*hechas)).segmento == {
        "MEJOR": "MEJORES",
        "IDO": "NO PERDERLOS",
        "POCO": "POR CRECER",
        "NUEVO": "NUEVOS",
        "SUENO": "DORMIDOS",
        "FALTA": "SE ESTÁN YENDO",
        "NADIE": "PROSPECTOS",
        "BAJA": "SE FUERON",
    }


def test_lo_devuelto_no_cuenta_y_lo_de_hace_mas_de_dos_anos_es_un_uno() -> None:
    hoja = (
        "ID | FECHA | ID_CLIENTE | IMPORTE | DEVUELVE\n"
        f"V1 | {hace(9)} | A | 500 |\nV2 | {hace(8)} | A | -500 | V1\nV3 | {hace(7)} | A | 10 |\n"
        f"V4 | {hace(6)} | B | 90 |\nV5 | {hace(900)} | C | 9000 |"
    )
    visto = Visto("ID\nA\nB\nC", ventas=hoja)
    assert visto.notas("A")[2] < visto.notas("B")[2]
    assert visto.notas("C")[1:] == (1, 1)


def test_sin_veces_ni_importes_no_se_inventa_nota() -> None:
    visto = Visto("ID | ULTIMA_COMPRA\nA | 2026-11-20\nB | 2026-01-01")
    assert [visto.notas(i)[1:] for i in "AB"] == [(0, 0), (0, 0)]
    assert visto.puntos["A"] == ["+15 compra con normalidad"]


def test_el_prospecto_que_pidio_precio_dice_de_que_sale_cada_punto() -> None:
    visto = Visto(
        "ID | ETAPA | INTERES | SEXO | FECHA_NACIMIENTO\nA | VISITA | RIEGO | MUJER | 1950-01-01",
        contactos="FECHA | ID_CLIENTE | TIPO | SENTIDO | ASUNTO\n"
        f"{hace(5)} | A | LLAMADA | ENTRADA | pide presupuesto",
        propuestas=f"FECHA | ID_CLIENTE | IMPORTE | ESTADO\n{hace(12)} | A | 1500 | ENVIADA",
        citas="FECHA | ID_CLIENTE | ASUNTO\n2026-11-30 | A | VER",
        demanda=f"FECHA | ID_CLIENTE | PRODUCTO\n{hace(20)} | A | BOMBA",
    )
    assert visto.puntos["A"] == [
        "+26 tiene abierta una propuesta de 1.500 €, de hace 12 días",
        "+20 pidió precio o información hace 5 días",
        "+15 está en la etapa VISITA",
        "+12 tiene cita el 30/11/2026",
        "+5 le interesa RIEGO",
        "+5 pidió BOMBA y no se vendía, hace 20 días",
    ]
    assert visto.total["A"] == 83


def test_ni_el_sexo_ni_la_edad_cambian_nada() -> None:
    hoja = ventas(("A", 5, 90.0), ("B", 5, 90.0))
    visto = Visto(
        "ID | SEXO | FECHA_NACIMIENTO\nA | MUJER | 1940-01-01\nB | HOMBRE | 2001-01-01", ventas=hoja
    )
    assert visto.puntos["A"] == visto.puntos["B"]


def test_quien_se_quejo_o_no_volvera_baja_y_nunca_de_cero() -> None:
    visto = Visto(
        "ID | ETAPA | MOTIVO_INACTIVIDAD | FALLECIDO_EL\nA | INICIAL | |\n"
        "B | PERDIDO | COMPETENCIA |\nC | PERDIDO | YA NO EXISTE |\nD | INICIAL | | 2026-01-01",
        ventas=SIN_VENTAS,
        contactos=f"FECHA | ID_CLIENTE | TIPO | SENTIDO\n{hace(3)} | A | QUEJA | ENTRADA",
    )
    assert visto.puntos["A"] == [
        "+4 está en la etapa INICIAL",
        "-8 se quejó hace 3 días",
        "+4 no se baja de 0",
    ]
    assert visto.puntos["B"] == ["-20 se perdió: COMPETENCIA", "+20 no se baja de 0"]
    assert visto.puntos["C"] == ["-100 se perdió: YA NO EXISTE", "+100 no se baja de 0"]
    assert visto.puntos["D"][-2:] == ["-100 ha fallecido", "+96 no se baja de 0"]
    assert set(visto.total.values()) == {0}


def test_los_puntos_que_se_dicen_suman_justo_el_total() -> None:
    azar = random.Random(3)
    etapas = ["PERDIDO", "CANCELAR", "VISITA", "INICIAL", ""]
    fichas = [f"C{i} | {azar.choice(etapas)}" for i in range(40)]
    hechas = [
        (f"C{azar.randrange(40)}", azar.randrange(900), azar.random() * 90) for _ in range(120)
    ]
    visto = Visto("\n".join(["ID | ETAPA", *fichas]), ventas=ventas(*hechas))
    for quien, puntos in visto.puntos.items():
        assert sum(int(p.split()[0]) for p in puntos) == visto.total[quien]


def test_el_medio_cuenta_por_lo_que_compran_los_que_llegan_por_el() -> None:
    fichas = [f"C{i} | FERIA" for i in range(12)] + ["X | BUZONEO"]
    hoja = ventas(*((f"C{i}", 5, 10.0) for i in range(9)))
    visto = Visto("\n".join(["ID | MEDIO", *fichas]), ventas=hoja)
    assert visto.puntos["C11"] == ["+8 llegó por FERIA, y por ahí compran 9 de 12"]
    assert visto.puntos["X"] == []


def test_la_tendencia_compara_medio_ano_con_el_anterior() -> None:
    hoja = ventas(
        ("A", 10, 150.0), ("A", 250, 100.0), ("B", 10, 40.0), ("B", 250, 100.0), ("C", 10, 500.0),
        ("C", 250, 100.0), ("D", 10, 9e5), ("D", 250, 0.01), ("E", 250, 90.0), ("E", 400, 1.0),
    )  # fmt: skip
    visto = Visto("ID\nA\nB\nC\nD\nE", ventas=hoja)
    assert "+8 este medio año gasta un 50 % más que el anterior" in visto.puntos["A"]
    assert "-5 este medio año gasta un 60 % menos que el anterior" in visto.puntos["B"]
    assert "+8 este medio año gasta 5 veces lo del anterior" in visto.puntos["C"]
    assert "+8 este medio año gasta más de diez veces lo del anterior" in visto.puntos["D"]
    assert "-5 este medio año no ha gastado nada, y el anterior sí" in visto.puntos["E"]


def test_un_libro_que_no_lleva_el_ano_entero_no_dice_quien_va_a_mas() -> None:
    hoja = ventas(("A", 10, 300.0), ("A", 250, 100.0), ("B", 10, 40.0), ("B", 250, 100.0))
    visto = Visto("ID\nA\nB", ventas=hoja)
    assert not any("medio año" in p for puntos in visto.puntos.values() for p in puntos)


def test_el_orden_de_las_filas_no_cambia_los_puntos() -> None:
    azar = random.Random(5)
    fichas = [f"C{i} | {azar.choice(['VISITA', 'INICIAL', ''])}" for i in range(20)]
    hechas = [
        (f"C{azar.randrange(20)}", azar.randrange(600), azar.random() * 90) for _ in range(90)
    ]
    vistos = []
    for _ in range(3):
        azar.shuffle(fichas)
        azar.shuffle(hechas)
        visto = Visto("\n".join(["ID | ETAPA", *fichas]), ventas=ventas(*hechas))
        vistos.append((visto.segmento, visto.puntos))
    assert vistos[0] == vistos[1] == vistos[2]


def test_un_segmento_que_no_existe_lo_dice() -> None:
    assert [SEGMENTOS[i].nombre for i in leer_segmentos(["se estan yendo"])] == ["SE ESTÁN YENDO"]
    with pytest.raises(ErrorUso, match="no hay ningún segmento «dormido»; ¿quiso decir «dormidos»"):
        leer_segmentos(["dormido"])
