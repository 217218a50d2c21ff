"""Qué se pide en cada punto de recogida."""

from __future__ import annotations

import pytest

from clientesctl.libro.giros import listas_de
from clientesctl.registro.esquema import campo
from clientesctl.registro.impresos import PUNTOS, Impreso, campos_de, componer, pregunta_de
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.politicas_valores import PUNTOS_DE_RECOGIDA

CASA = {"nombre": "FERRETERÍA LUNA, S.L.", "contacto": "datos@ejemplo.es", "plazo": "UN AÑO"}


def impreso(punto: str, pais: str = "ES", **politicas: object) -> Impreso:
    return componer(punto, Politicas(pais=pais, **politicas), listas_de("tienda"), pais)  # type: ignore[arg-type]


@pytest.mark.parametrize("punto", PUNTOS)
def test_cada_dato_que_se_pide_dice_para_que_y_como_se_pregunta(punto: str) -> None:
    for casilla in impreso(punto).casillas:
        assert casilla.finalidad, casilla.campo.nombre
        assert pregunta_de(casilla.campo.nombre).startswith(("¿", "Para"))
        assert campo(casilla.campo.nombre) is not None


def test_las_politicas_conocen_los_mismos_puntos() -> None:
    assert tuple(PUNTOS) == PUNTOS_DE_RECOGIDA


def test_en_una_feria_no_se_pregunta_la_direccion() -> None:
    pedidos = {c.campo.nombre for c in impreso("feria").casillas}
    assert "codigo_postal" in pedidos
    assert not pedidos & {"calle", "id_fiscal", "fecha_nacimiento"}


def test_lo_que_las_politicas_exigen_se_pide_aunque_la_tabla_no_lo_diga() -> None:
    politicas = Politicas(obligatorios=("nombre|razon_social", "calle", "vendedor"))
    assert campos_de("feria", politicas, "ES")[-2:] == ("calle", "vendedor")


def test_las_politicas_cambian_lo_que_se_pide_en_un_punto() -> None:
    pedido = impreso("feria", impresos={"feria": ("nombre", "codigo_postal", "movil")})
    assert [c.campo.nombre for c in pedido.casillas] == ["nombre", "codigo_postal", "movil"]
    assert [p.canal for p in pedido.permisos] == ["LLAMADA", "MENSAJE"]


def test_donde_no_hay_codigo_postal_no_se_pide() -> None:
    assert "codigo_postal" not in campos_de("feria", Politicas(), "BO")


def test_los_cuadritos_son_los_del_pais() -> None:
    letras = {
        pais: {c.campo.nombre: c.letras for c in impreso("tienda", pais).casillas}
        for pais in ("ES", "MX")
    }
    assert (letras["ES"]["codigo_postal"], letras["ES"]["movil"]) == (5, 9)
    assert (letras["MX"]["movil"], letras["MX"]["id_fiscal"]) == (10, 13)


def test_de_donde_vienen_los_datos_va_escrito_como_en_las_listas() -> None:
    assert impreso("tienda").fijos == {"punto_recogida": "MOSTRADOR", "origen_datos": "PRIMERA"}
    assert impreso("feria").fijos["medio"] == "FERIA"
    servicios = componer("tienda", Politicas(), listas_de("servicios"), "ES")
    assert servicios.fijos["punto_recogida"] == "DESPACHO"


def test_la_version_es_la_misma_mientras_no_cambie_el_texto() -> None:
    unos, otros = impreso("web", responsable=CASA), impreso("web", responsable=CASA)
    assert unos.aviso.version == otros.aviso.version
    mudado = impreso("web", responsable={**CASA, "plazo": "DOS AÑOS"})
    assert mudado.aviso.version != unos.aviso.version


@pytest.mark.parametrize(
    ("pais", "ley"),
    [("ES", "Ley Orgánica 3/2018"), ("MX", "Posesión de los Particulares"), ("PY", "7593/2025")],
)
def test_cada_pais_nombra_su_ley_y_a_los_demas_no_se_les_inventa(pais: str, ley: str) -> None:
    assert ley in impreso("feria", pais).aviso.parrafos[-1]
    assert "Ley" not in " ".join(impreso("feria", "").aviso.parrafos)


def test_lo_que_no_se_sabe_del_responsable_es_un_hueco() -> None:
    aviso = impreso("feria", responsable={"nombre": "LUNA"}).aviso
    assert aviso.parrafos[0] == "Responsable: LUNA."
    assert aviso.huecos == ("contacto", "plazo")
    assert "____" in aviso.parrafos[2]
