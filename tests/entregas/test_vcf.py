"""Las tarjetas del teléfono: se leen de vuelta como se escribieron."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from clientesctl.entregas.vcf import Senas, Tarjeta, escribir_vcf, plegar_linea
from clientesctl.libro.contactos_vcard import leer_agenda
from clientesctl.registro.contacto import Contacto

ANA = Tarjeta(
    identidad="C-1",
    nombre="ANA",
    apellidos="NÚÑEZ GIL",
    titulo="DRA.",
    empresa="LUNA; SOL, S.L.",
    cargo="GERENTE",
    telefonos=(("CELL", "+34612345678"), ("VOICE", "+34913334455")),
    correos=("ana@ejemplo.es",),
    senas=Senas("CALLE MAYOR 3, 2º B", "MADRID", "MADRID", "28013", "España"),
    nacimiento=dt.date(1985, 5, 24),
    nota="Llamar: TARDES\nLe interesa: RIEGO; \\ barra",
    categorias=("CENTRO", "MAYORISTA"),
)


def leidas(ruta: Path, *tarjetas: Tarjeta) -> list[Contacto]:
    escribir_vcf(ruta, tarjetas)
    return [contacto for _, contacto in leer_agenda(ruta, ruta.read_bytes()).contactos]


def test_se_lee_de_vuelta_todo_lo_que_se_escribio(tmp_path: Path) -> None:
    (ana,) = leidas(tmp_path / "a.vcf", ANA)
    assert (ana.nombre, ana.apellidos, ana.titulo) == ("ANA", "NÚÑEZ GIL", "DRA.")
    assert (ana.empresa, ana.cargo) == ("LUNA; SOL, S.L.", "GERENTE")
    assert next((t.valor, t.clase) for t in ana.telefonos) == ("+34612345678", "movil")
    assert ana.correos[0].valor == "ana@ejemplo.es"
    assert ana.senas[0].direccion == "CALLE MAYOR 3, 2º B"
    assert (ana.senas[0].codigo_postal, ana.senas[0].pais) == ("28013", "España")
    assert ana.nacimiento == "1985-05-24"
    assert ana.notas == ANA.nota
    assert ("Grupos", "CENTRO,MAYORISTA") in ana.otros


def test_una_fecha_sin_anio_vuelve_sin_el(tmp_path: Path) -> None:
    (uno,) = leidas(tmp_path / "a.vcf", Tarjeta("1", "EVA", nacimiento=dt.date(1604, 2, 29)))
    assert uno.nacimiento == "--02-29"


def test_una_empresa_se_ve_como_empresa(tmp_path: Path) -> None:
    (una,) = leidas(tmp_path / "a.vcf", Tarjeta("1", empresa="LUNA, S.L."))
    assert una.es_empresa
    assert una.empresa == una.nombre_completo == "LUNA, S.L."


def test_ninguna_linea_pasa_de_75_octetos_ni_parte_una_letra(tmp_path: Path) -> None:
    ruta = tmp_path / "a.vcf"
    nota = "ÑANDÚ 🐦 " * 40
    (uno,) = leidas(ruta, Tarjeta("1", "EVA", nota=nota))
    lineas = ruta.read_bytes().split(b"\r\n")
    assert max(map(len, lineas)) <= 75
    assert all(linea.decode() is not None for linea in lineas)
    assert uno.notas == nota.strip()
    assert b"\n" not in ruta.read_bytes().replace(b"\r\n", b"")


def test_la_identidad_es_siempre_la_misma_y_no_dice_de_quien_es(tmp_path: Path) -> None:
    una, otra = tmp_path / "a.vcf", tmp_path / "b.vcf"
    escribir_vcf(una, [ANA])
    escribir_vcf(otra, [ANA])
    assert una.read_bytes() == otra.read_bytes()
    uid = next(linea for linea in una.read_bytes().split(b"\r\n") if linea.startswith(b"UID"))
    assert b"C-1" not in uid


@pytest.mark.parametrize("texto", ["NOTE:" + "a" * 70, "NOTE:" + "a" * 71, "NOTE:" + "é" * 35])
def test_una_linea_justa_no_deja_un_pliegue_vacio(texto: str) -> None:
    plegada = plegar_linea(texto)
    assert b"\r\n \r\n" not in plegada
    assert plegada.replace(b"\r\n ", b"").rstrip(b"\r\n").decode() == texto
