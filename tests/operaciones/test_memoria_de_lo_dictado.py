"""Lo dictado con el libro abierto, que aún espera, ya se ve al preguntar por alguien."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from libro_de_texto import libro_de

from clientesctl.captura.redactor import Redactor
from clientesctl.operaciones import agenda, quien
from clientesctl.operaciones.ficha import ver_ficha
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.operaciones.quien_es import resolver
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.columna import Tipo
from clientesctl.registro.plan import Dato

HOY = dt.date(2026, 11, 22)


def texto(valor: str) -> Dato:
    return Dato(texto=valor, tipo=Tipo.TEXTO)


def dia(valor: str) -> Dato:
    return Dato(texto=valor, tipo=Tipo.FECHA)


@pytest.fixture
def abierto(tmp_path: Path) -> Abierto:
    """Un libro con una ficha, y esperando: otra, su llamada y la cita de la primera."""
    libro = libro_de("ID | NOMBRE | APELLIDO_1 | MOVIL\nC-1 | ANA | GIL | 612345678",
                     tmp_path / "clientes.xlsx")  # fmt: skip
    abierto = abrir_registro(libro)
    redactor = Redactor(abierto.registro)
    nueva = redactor.alta(
        "CLIENTES",
        {"nombre": texto("HUGO"), "apellido_1": texto("MORA"), "movil": texto("699 112 233")},
    )
    redactor.alta(
        "CITAS",
        {
            "fecha": dia("2026-11-22"),
            "hora": texto("10:30"),
            "id_cliente": texto("C-1"),
            "asunto": texto("FIRMA"),
        },
    )
    redactor.alta(
        "CONTACTOS",
        {
            "fecha": dia("2026-11-20"),
            "tipo": texto("LLAMADA"),
            "id_cliente": texto(nueva),
            "proximo_paso": texto("LLAMAR"),
            "proxima_fecha": dia("2026-11-22"),
        },
    )
    redactor.proponer("dictado")
    return replace(abierto, registro=anticipar(abierto.registro, redactor.plan()))


def test_quien_ve_la_ficha_nueva_y_la_cita(abierto: Abierto) -> None:
    for buscado, cita in (("gil", "10:30"), ("699112233", None)):
        peticion = quien.Peticion(None, HOY, buscado)
        (hallado,) = quien.buscar_en(abierto, peticion).encontrados
        assert (hallado.cita.hora if hallado.cita else None) == cita


def test_la_ficha_nueva_se_puede_nombrar_y_ver(abierto: Abierto) -> None:
    posicion = resolver(abierto, "hugo mora", HOY)
    vista = ver_ficha(abierto, posicion, HOY)
    assert [(a.clase, a.detalle) for a in vista.sin_acabar] == [
        ("PRÓXIMO PASO", "LLAMAR · LLAMADA")
    ]


def test_la_agenda_lo_lleva(abierto: Abierto) -> None:
    cuentas = agenda.hacer_agenda(abierto, agenda.Peticion(None, HOY)).contar()
    assert (cuentas["CITA"], cuentas["PASO"]) == (1, 1)
