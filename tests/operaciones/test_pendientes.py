"""Lo que se dicta con el libro abierto espera, y entra en orden y una sola vez."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import openpyxl
import pytest
from libro_que_cambia import MOMENTO, abrir_en_excel, cambiar, celda, hacer_libro, plan_de

from clientesctl.consola.principal import ejecutar
from clientesctl.libro.bitacora import leer_bitacora
from clientesctl.libro.pendientes import listar_pendientes
from clientesctl.operaciones import pendientes
from clientesctl.operaciones.aplicar import Escritura
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.operaciones.pendientes import (
    QuedaPendiente,
    anotar,
    poner_pendientes,
)
from clientesctl.operaciones.pendientes_descartar import PendienteDesconocido, descartar
from clientesctl.operaciones.versiones import Libro
from clientesctl.registro.politicas import Politicas

MINUTOS = dt.timedelta(minutes=10)


@pytest.fixture
def ruta(tmp_path):
    return hacer_libro(tmp_path / "clientes.xlsx")


def _dictar(ruta, fila, momento=MOMENTO, **campos):
    abierto = abrir_registro(ruta)
    orden = "editar" if fila else "alta"
    return anotar(plan_de(abierto, fila, **campos), abierto, Escritura(orden, momento))


def _dictar_con_el_libro_abierto(ruta, fila, **campos):
    with pytest.raises(QuedaPendiente):
        _dictar(ruta, fila, **campos)


def _columna(ruta, letra):
    hoja = openpyxl.load_workbook(ruta)["CLIENTES"]
    return [c.value for c in hoja[letra][1:]]


def test_un_dia_de_tienda_con_el_libro_abierto_de_nueve_a_dos_entra_entero(ruta):
    """Treinta hechos: veinte altas y diez teléfonos, de los mismos tres clientes."""
    candado = abrir_en_excel(ruta)
    nueve = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    for n in range(30):
        campos = {"id": f"C-{100 + n}", "nombre": "JUAN"} if n % 3 else {"telefono": f"6{n:08}"}
        with pytest.raises(QuedaPendiente):
            _dictar(ruta, 0 if n % 3 else 2 + n // 3 % 3, nueve + n * MINUTOS, **campos)
    candado.unlink()
    puestos = poner_pendientes(abrir_registro(ruta), MOMENTO)
    assert (len(puestos.hechos), puestos.esperan) == (30, ())
    assert _columna(ruta, "A") == [
        "C-1", "C-2", "C-3", *(f"C-{100 + n}" for n in range(30) if n % 3),
    ]  # fmt: skip
    assert _columna(ruta, "D")[:3] == ["600000027", "600000021", "600000024"]
    asientos = leer_bitacora(ruta)
    assert len({a.pendiente for a in asientos}) == 30
    assert poner_pendientes(abrir_registro(ruta), MOMENTO).hechos == ()
    assert leer_bitacora(ruta) == asientos


def test_dos_cambios_de_una_ficha_sin_id_entran_los_dos(ruta):
    cambiar(ruta, A2="", A3="", A4="")
    candado = abrir_en_excel(ruta)
    _dictar_con_el_libro_abierto(ruta, 2, telefono="600000000")
    _dictar_con_el_libro_abierto(ruta, 2, ciudad="TOLEDO")
    candado.unlink()
    assert len(poner_pendientes(abrir_registro(ruta), MOMENTO).hechos) == 2
    assert [celda(ruta, c) for c in ("D2", "F2")] == ["600000000", "TOLEDO"]


def test_lo_dictado_despues_de_que_excel_guardara_tambien_entra(ruta):
    candado = abrir_en_excel(ruta)
    _dictar_con_el_libro_abierto(ruta, 2, telefono="600000000")
    cambiar(ruta, G2="TOLEDO")
    _dictar_con_el_libro_abierto(ruta, 2, telefono="611111111")
    _dictar_con_el_libro_abierto(ruta, 2, ciudad="TOLEDO")
    candado.unlink()
    assert poner_pendientes(abrir_registro(ruta), MOMENTO).esperan == ()
    assert [celda(ruta, c) for c in ("D2", "F2", "G2")] == ["611111111", "TOLEDO", "TOLEDO"]


def test_la_siguiente_orden_que_puede_escribir_los_pone_antes_que_lo_suyo(ruta):
    candado = abrir_en_excel(ruta)
    _dictar_con_el_libro_abierto(ruta, 0, id="C-4", nombre="JUAN")
    candado.unlink()
    _dictar(ruta, 0, id="C-5", nombre="ROSA")
    assert _columna(ruta, "A") == ["C-1", "C-2", "C-3", "C-4", "C-5"]
    assert listar_pendientes(ruta) == ()


@pytest.mark.parametrize("orden", ["validar", "duplicados", "estado", "corregir"])
def test_quien_solo_mira_tambien_pone_lo_que_esperaba_y_lo_dice(ruta, capsys, orden):
    candado = abrir_en_excel(ruta)
    _dictar_con_el_libro_abierto(ruta, 0, id="C-4", nombre="JUAN")
    ejecutar([orden, str(ruta)])
    dicho = capsys.readouterr().err
    assert "aviso: Sin escribir todavía: 1 hecho (" in dicho
    assert "abierto en Excel por Marta" in dicho
    candado.unlink()
    ejecutar(["diagnostico", str(ruta)])
    assert len(abrir_registro(ruta).registro.clientes) == 3
    capsys.readouterr()
    ejecutar([orden, str(ruta)])
    assert "aviso: Escrito lo que esperaba: 1 hecho." in capsys.readouterr().err
    assert len(abrir_registro(ruta).registro.clientes) == 4
    ejecutar([orden, str(ruta)])
    assert "esperaba" not in capsys.readouterr().err


def test_el_aviso_dice_que_no_hay_que_repetirlo(ruta):
    abrir_en_excel(ruta)
    with pytest.raises(QuedaPendiente) as aviso:
        _dictar(ruta, 0, id="C-4", nombre="JUAN")
    assert aviso.value.codigo == 4
    assert "abierto en Excel por Marta: «alta» queda apuntado (pendiente 1)" in str(aviso.value)
    assert "no lo repita" in str(aviso.value)


def test_un_corte_entre_escribirlo_y_quitarlo_no_lo_escribe_dos_veces(ruta, monkeypatch):
    candado = abrir_en_excel(ruta)
    _dictar_con_el_libro_abierto(ruta, 0, nombre="JUAN", telefono="600000000")
    candado.unlink()

    def cortar(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as corte:
        corte.setattr(pendientes, "quitar_pendiente", cortar)
        with pytest.raises(KeyboardInterrupt):
            poner_pendientes(abrir_registro(ruta), MOMENTO)
    assert len(listar_pendientes(ruta)) == 1
    poner_pendientes(abrir_registro(ruta), MOMENTO)
    assert listar_pendientes(ruta) == ()
    assert _columna(ruta, "B").count("JUAN") == 1


def test_entra_aunque_quien_lo_tenia_abierto_haya_ordenado_y_cambiado_cosas(ruta):
    candado = abrir_en_excel(ruta)
    _dictar_con_el_libro_abierto(ruta, 2, ciudad="TOLEDO")
    cambiar(ruta, A2="C-3", B2="EVA", A4="C-1", B4="ANA", F2="VALENCIA", F4="MADRID")
    candado.unlink()
    poner_pendientes(abrir_registro(ruta), MOMENTO)
    assert [celda(ruta, c) for c in ("F2", "F4")] == ["VALENCIA", "TOLEDO"]


def test_el_que_choca_sigue_esperando_y_los_de_detras_entran(ruta):
    candado = abrir_en_excel(ruta)
    _dictar_con_el_libro_abierto(ruta, 2, ciudad="TOLEDO")
    _dictar_con_el_libro_abierto(ruta, 3, ciudad="LUGO")
    cambiar(ruta, F2="GETAFE")
    candado.unlink()
    puestos = poner_pendientes(abrir_registro(ruta), MOMENTO)
    assert [e.motivo for e in puestos.esperan] == ["C-1, CIUDAD: ahora dice «GETAFE»"]
    assert [celda(ruta, c) for c in ("F2", "F3")] == ["GETAFE", "LUGO"]
    assert [p.numero for p in listar_pendientes(ruta)] == [1]


def test_con_el_libro_abierto_no_pasa_nada(ruta):
    abrir_en_excel(ruta)
    _dictar_con_el_libro_abierto(ruta, 2, ciudad="TOLEDO")
    puestos = poner_pendientes(abrir_registro(ruta), MOMENTO)
    assert puestos.hechos == ()
    assert "abierto en Excel" in puestos.esperan[0].motivo


def test_lo_descartado_ya_no_entra(ruta):
    candado = abrir_en_excel(ruta)
    _dictar_con_el_libro_abierto(ruta, 2, ciudad="TOLEDO")
    assert descartar(Libro(ruta, Politicas()), 1).orden == "editar"
    candado.unlink()
    assert poner_pendientes(abrir_registro(ruta), MOMENTO).hechos == ()
    with pytest.raises(PendienteDesconocido, match="no espera nada"):
        descartar(Libro(ruta, Politicas()), 1)


def test_nadie_mas_que_quien_lee_el_libro_lee_lo_que_espera(ruta):
    abrir_en_excel(ruta)
    _dictar_con_el_libro_abierto(ruta, 2, ciudad="TOLEDO")
    [pendiente] = listar_pendientes(ruta)
    assert pendiente.fichero.stat().st_mode & 0o077 == 0


def test_si_lo_abren_a_mitad_los_que_faltan_siguen_esperando_y_nada_entra_dos_veces(
    ruta, monkeypatch
):
    candado = abrir_en_excel(ruta)
    for n in range(4):
        _dictar_con_el_libro_abierto(ruta, 0, id=f"C-{10 + n}", nombre="JUAN")
    candado.unlink()
    de_verdad = pendientes.aplicar_con_turno

    def y_luego_lo_abren(*args):
        hecho = de_verdad(*args)
        if len(leer_bitacora(ruta)) == 2:
            abrir_en_excel(ruta)
        return hecho

    monkeypatch.setattr(pendientes, "aplicar_con_turno", y_luego_lo_abren)
    puestos = poner_pendientes(abrir_registro(ruta), MOMENTO)
    assert (len(puestos.hechos), len(puestos.esperan)) == (2, 2)
    assert len(puestos.abierto.registro.clientes) == 5
    assert "abierto en Excel" in str(puestos.impedido)
    candado.unlink()
    assert len(poner_pendientes(abrir_registro(ruta), MOMENTO).hechos) == 2
    assert _columna(ruta, "A") == ["C-1", "C-2", "C-3", "C-10", "C-11", "C-12", "C-13"]


def test_uno_que_ya_no_cabe_en_el_libro_no_estorba_a_los_demas(ruta):
    candado = abrir_en_excel(ruta)
    _dictar_con_el_libro_abierto(ruta, 2, provincia="TOLEDO")
    _dictar_con_el_libro_abierto(ruta, 3, ciudad="LUGO")
    cambiar(ruta, G1="COMARCA")
    candado.unlink()
    puestos = poner_pendientes(abrir_registro(ruta), MOMENTO)
    assert ["ya no hay una sola columna" in e.motivo for e in puestos.esperan] == [True]
    assert celda(ruta, "F3") == "LUGO"


def test_cuatro_ordenes_a_la_vez_lo_ponen_una_sola_vez(ruta):
    candado = abrir_en_excel(ruta)
    for n in range(6):
        # Sin ID nada más que el turno impide que entre dos veces.
        _dictar_con_el_libro_abierto(ruta, 0, nombre=f"JUAN {n}", telefono="600000000")
    candado.unlink()
    orden = [sys.executable, "-m", "clientesctl", "validar", str(ruta), "-q", "--falla-con", "nada"]
    ordenes = [
        subprocess.Popen(orden, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(4)
    ]
    assert [o.wait(timeout=120) for o in ordenes] == [0] * 4
    assert _columna(ruta, "B")[3:] == [f"JUAN {n}" for n in range(6)]
    assert listar_pendientes(ruta) == ()
