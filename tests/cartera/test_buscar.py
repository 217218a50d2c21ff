"""Buscar clientes por lo que son y por lo que compran."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cartera_de_texto import HOY, hacer_registro, hacer_tabla

from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.seleccion import Seleccion, buscar, seleccionar
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.registro import Registro

CLIENTES = """
ID | NOMBRE | APELLIDO_1 | SEXO   | CIUDAD        | PROVINCIA | CODIGO_POSTAL | MOVIL       | EMAIL          | FECHA_ALTA | FECHA_NACIMIENTO | FUSIONADO_EN
C1 | ANA    | GARCÍA     | MUJER  | MADRID        | MADRID    | 28001         | 612345678   | ana@ejemplo.es | 2026-01-15 | 1985-05-24       |
C2 | LUIS   | SANZ       | HOMBRE | TOLEDO        | TOLEDO    | 45001         | 622 34 56 78 |               | 2025-06-01 | 2000-11-23       |
C3 | EVA    | GARCIA     | MUJER  | GIRONA        | Gerona    | 8001          | +34632345678 | N/A           | 2026-11-01 |                  |
C4 | INÉS   | MORA       |        | SAN SEBASTIÁN | GUIPÚZCOA | 20001         |             | ines@ejemplo.es |           |                  |
C9 | ANA    | GARCIA     | MUJER  | MADRID        | MADRID    | 28001         |             |                |            |                  | C1
"""  # noqa: E501
VENTAS = """
ID | FECHA      | ID_CLIENTE | PRODUCTO   | IMPORTE | MONEDA | DEVUELVE
V1 | 2026-11-10 | C1         | BICICLETA  | 600     |        |
V2 | 2026-01-10 | C1         | CASCO      | 50      |        |
V3 | 2026-11-20 | C2         | BICICLETA  | 300     |        |
V4 | 2026-11-21 | C2         | BICICLETA  | -300    |        | V3
V5 | 2026-10-23 | C3         | TIMBRE     | 700     | USD    |
V6 | 2026-12-01 | C4         | BICICLETA  | 900     |        |
"""
CONTACTOS = """
ID | FECHA      | ID_CLIENTE | TIPO
K1 | 2026-11-01 | C1         | LLAMADA
K2 | 2026-11-20 | C2         | NOTA
"""


def el_registro(pais: str = "ES") -> Registro:
    return hacer_registro(CLIENTES, pais, ventas=VENTAS, contactos=CONTACTOS)


def en(registro: Registro, busqueda: str) -> Seleccion:
    historia = leer_historia(registro)
    return buscar(busqueda, historia, mirar_desde(historia, HOY, Umbrales()))


def hallados(busqueda: str, registro: Registro | None = None) -> str:
    """Los ID hallados, seguidos."""
    suyo = registro or el_registro()
    tabla = suyo.clientes
    return " ".join(tabla.texto("id", int(p)) for p in en(suyo, busqueda).posiciones)


@pytest.mark.parametrize(
    ("busqueda", "esperados"),
    [
        ("", "C1 C2 C3 C4"),
        ("sexo=MUJER gasto>500 dias=30", "C1"),
        ("sexo=mujer", "C1 C3"),
        ("sexo!=MUJER", "C2 C4"),
        ("sexo=vacio", "C4"),
        ("vacio:sexo", "C4"),
        ("sexo!=vacío", "C1 C2 C3"),
        ("email=vacio", "C2 C3"),
        ("ciudad=madrid,toledo", "C1 C2"),
        ("ciudad=MADRID, TOLEDO", "C1 C2"),
        ('ciudad="san sebastian"', "C4"),
        ("ciudad=«San Sebastián»,MADRID", "C1 C4"),
        ("apellido_1=garcia", "C1 C3"),
        ("apellido_1~arc", "C1 C3"),
        ("apellido_1~*a", "C1 C3 C4"),
        ("apellido_1!~*a", "C2"),
        ("apellido_1~g*", "C1 C3"),
        ("provincia=Gipuzkoa", "C4"),
        ("provincia=GIRONA", "C3"),
        ("codigo_postal=08001", "C3"),
        ("codigo_postal~28*", "C1"),
        ("codigo_postal>=28000 codigo_postal<=28999", "C1"),
        ("movil=622345678", "C2"),
        ('movil="632 34 56 78"', "C3"),
        ("movil~2345", "C1 C2 C3"),
        ("fecha_alta>=2026-01-01", "C1 C3"),
        ("fecha_alta=2026-01", "C1"),
        ("fecha_alta=2026", "C1 C3"),
        ("fecha_alta<=15/01/2026", "C1 C2"),
        ('fecha_alta>"hace 30 días"', "C3"),
        ("fecha_alta>hace 1 mes", "C3"),
        ("fecha_alta>hace_30_dias sexo=MUJER", "C3"),
        ("gasto>=650", "C1"),
        ("gasto=0", "C2 C3 C4"),
        ("gasto>500USD", "C3"),
        ("gasto>500 USD sexo=MUJER", "C3"),
        ("compras>=2", "C1"),
        ("compras=1,2", "C1 C3"),
        ("compras>=1 desde=2026-01-01 hasta=2026-01-31", "C1"),
        ("producto=BICICLETA", "C1"),
        ("producto=bicicleta dias=5", ""),
        ("producto!=BICICLETA", "C2 C3 C4"),
        ("producto~*cas*", "C1"),
        ("ultima_compra=2026-11-10", "C1"),
        ("primera_compra<2026-02-01", "C1"),
        ("dias_sin_comprar>=30", "C3"),
        ("estado=prospecto", "C2 C4"),
        ("estado=activos,preinactivos", "C1 C3"),
        ("ticket>400", "C3"),
        ("edad>=26", "C1"),
        ("edad=25", "C2"),
        ("cumple=mayo", "C1"),
        ("cumple=23/11", "C2"),
        ("ultimo_contacto=2026-11", "C1"),
        ("dias_sin_contacto>20", "C1"),
        ("fila>=4", "C3 C4"),
        ("id=c1", "C1"),
        ('cliente="ana garcía"', "C1"),
        ("ciudad=TOLEDO o ciudad=GIRONA", "C2 C3"),
        ("sexo=MUJER (ciudad=MADRID o ciudad=GIRONA) no gasto>0", "C3"),
        ("no (ciudad=MADRID o ciudad=GIRONA)", "C2 C4"),
        ("sexo=MUJER y ciudad=MADRID", "C1"),
        ("gasto > 500", "C1"),
        ("gasto>1.000", ""),
        ("gasto>649,99", "C1"),
        ("correo=ana@ejemplo.es", "C1"),
    ],
)
def test_halla_a_quien_lo_cumple(busqueda: str, esperados: str) -> None:
    registro = el_registro()
    if "ticket" in busqueda:
        registro = hacer_registro(CLIENTES, ventas=VENTAS.replace("USD", "EUR"))
    assert hallados(busqueda, registro) == esperados


@pytest.mark.parametrize(
    ("busqueda", "frase", "letra"),
    [
        ("ciudad=SAN SEBASTIAN", 'ciudad="SAN SEBASTIAN"', 12),
        ("libro.xlsx sexo=MUJER", "el libro va aparte: --libro libro.xlsx", 1),
        ("gasto>", "falta el valor de «gasto»", 7),
        ("email= sexo=MUJER", "falta el valor de «email»", 8),
        ("ciudadd=MADRID", "¿quiso decir «ciudad»?", 1),
        ('"ciudadd"=MADRID', "¿quiso decir «ciudad»?", 2),
        ("(sexo=MUJER", "este paréntesis no se cierra", 1),
        ("sexo=MUJER)", "este paréntesis no se ha abierto", 11),
        ('ciudad="MADRID', "la comilla", 8),
        ("sexo=MUJER o", "falta una condición al final", 13),
        ("=MUJER", "falta una condición antes de «=»", 1),
        ("dias>30", "¿quiso decir dias_sin_comprar?", 1),
        ("dias=treinta", "dias= lleva un número de días", 1),
        ("dias=30 dias=40", "está dos veces", 9),
        ("dias=30 desde=2026-01-01", "no van juntas", 1),
        ("desde=2026-02-01 hasta=2026-01-01", "acaba antes de empezar", 18),
        ("sexo=MUJER o dias=30", "póngala fuera", 14),
        ("gasto>mucho", "no es un importe", 7),
        ("gasto>500GBP", "hay EUR y USD", 7),
        ("compras>dos", "no es un número", 9),
        ("fecha_alta>31/02/2026", "no es una fecha", 12),
        ("estado=JALISCO", "no es un estado de la cartera", 8),
        ("estado=TOLEDO", "provincia=TOLEDO", 8),
        ("cumple=trece", "no es un mes", 8),
        ("gasto=500,50", "¿los céntimos, u otro valor?", 11),
        ("sexo~vacio", "vacio solo se compara", 6),
    ],
)
def test_lo_que_no_se_entiende_se_senala(busqueda: str, frase: str, letra: int) -> None:
    with pytest.raises(ErrorUso) as error:
        en(el_registro(), busqueda)
    dicho = str(error.value)
    assert frase in dicho
    renglon, marca = dicho.split("\n")[1:]
    assert renglon.strip() == busqueda
    assert (f"letra {letra}:" in dicho, marca.index("^")) == (True, letra - 1 + 4)


def test_una_absorbida_solo_sale_si_se_pide() -> None:
    historia = leer_historia(el_registro())
    cartera = mirar_desde(historia, HOY, Umbrales())
    assert seleccionar("ciudad=MADRID", historia, cartera).tolist() == [0]
    assert seleccionar("ciudad=MADRID", historia, cartera, con_absorbidas=True).tolist() == [0, 4]


def test_un_valor_que_nadie_lleva_se_avisa() -> None:
    avisos = en(el_registro(), "ciudad=MADRIZ").avisos
    assert avisos == ("nadie tiene ciudad «MADRIZ»; ¿quiso decir «MADRID»?",)


def test_dos_monedas_no_se_suman_y_se_dice() -> None:
    (aviso,) = en(el_registro(), "gasto>500").avisos
    assert aviso.startswith("el gasto es en EUR; en este libro se gasta también en USD")


def test_una_ventana_que_no_cambia_nada_se_dice() -> None:
    (aviso,) = en(el_registro(), "sexo=MUJER dias=30").avisos
    assert aviso == "dias=, desde= y hasta= solo cambian gasto, compras, ticket y producto"


def test_los_que_no_se_contactaron_nunca_se_avisan() -> None:
    (aviso,) = en(el_registro(), "dias_sin_contacto>5").avisos
    assert "o ultimo_contacto=vacio" in aviso


def con_sueltas(texto: str) -> Registro:
    """Un registro con unas columnas que no se entienden."""
    registro = hacer_registro("ID\nC1\nC2\nC3")
    sueltas = hacer_tabla("CLIENTES", texto).columnas
    otras = {"Nº de hijos": sueltas["hijos"], "Alta web": sueltas["alta"]}
    return replace(registro, tablas={"CLIENTES": replace(registro.clientes, otras=otras)})


@pytest.mark.parametrize(
    ("busqueda", "esperados"),
    [
        ('"Nº de hijos">2', "C2"),
        ('"nº de hijos"=2', "C1"),
        ('"Nº de hijos"=vacio', "C3"),
        ('"Alta web">=2026-01-01', "C1"),
        ('"Alta web"~2025', "C2"),
    ],
)
def test_una_columna_que_no_se_entendio_se_busca_por_su_cabecera(
    busqueda: str, esperados: str
) -> None:
    registro = con_sueltas("HIJOS | ALTA\n2 | 03/02/2026\n10 | 01/12/2025\n |")
    assert hallados(busqueda, registro) == esperados


@pytest.mark.parametrize(
    ("columna", "ellas"),
    [("H M M", "C2 C3"), ("F M F", "C1 C3"), ("Mujer Hombre fem.", "C1 C3"), ("M M M", "")],
)
def test_m_es_mujer_o_masculino_segun_lo_que_lleve_la_columna(columna: str, ellas: str) -> None:
    filas = "\n".join(f"C{i} | {s}" for i, s in enumerate(columna.split(), 1))
    assert hallados("sexo=MUJER", hacer_registro(f"ID | SEXO\n{filas}")) == ellas


def test_sin_ventas_lo_gastado_en_unos_dias_no_se_inventa() -> None:
    registro = hacer_registro("ID | TOTAL_COMPRAS\nC1 | 900\nC2 |")
    assert hallados("gasto>500", registro) == "C1"
    assert hallados("gasto=vacio", registro) == "C2"
    for busqueda in ("gasto>500 dias=30", "producto=X", "compras>1"):
        with pytest.raises(ErrorUso, match="hoja de ventas"):
            en(registro, busqueda)


def test_en_un_libro_con_el_nombre_entero_nombre_es_el_nombre_entero() -> None:
    assert (
        hallados("nombre~garcía", hacer_registro("ID | NOMBRE_COMPLETO\nC1 | Ana García")) == "C1"
    )


@pytest.mark.parametrize("busqueda", ["edad>20", "cumple=mayo", "dias_sin_contacto>3"])
def test_lo_que_no_hay_de_que_calcular_se_dice(busqueda: str) -> None:
    with pytest.raises(ErrorUso, match="este libro no la tiene"):
        en(hacer_registro("ID\nC1"), busqueda)


def test_quien_no_quiere_que_le_contacten_se_busca_como_se_respeta() -> None:
    registro = hacer_registro("ID | NO_CONTACTAR\nC1 | x\nC2 | no\nC3 |")
    assert hallados("no_contactar=SI", registro) == "C1"
    assert hallados("no_contactar=NO", registro) == "C2 C3"
