"""Deshacer lo que el programa escribió, sin tocar lo que la gente escribió después."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libro_que_cambia import (
    MOMENTO,
    abrir_en_excel,
    cambiar,
    celda,
    escribir,
    hacer_libro,
)

from clientesctl.libro.bitacora import leer_bitacora
from clientesctl.libro.cifrado import cifrar
from clientesctl.libro.copias import fichero_de_copia, listar_copias
from clientesctl.libro.errores_transaccion import LibroAbierto
from clientesctl.libro.valores_guardados import borrar_valores
from clientesctl.operaciones.deshacer import deshacer, simular
from clientesctl.operaciones.historial import leer_historial
from clientesctl.operaciones.pasos_atras import (
    EscrituraDesconocida,
    PorCopia,
    PorPlan,
    SinValores,
    ultima_en_pie,
    ultima_vuelta,
)
from clientesctl.operaciones.versiones import Libro
from clientesctl.registro.comparar import comparar
from clientesctl.registro.politicas import Politicas


@pytest.fixture
def libro(tmp_path):
    return Libro(hacer_libro(tmp_path / "clientes.xlsx"), Politicas())


def _deshacer(libro, hasta=None):
    return list(deshacer(libro, hasta or ultima_en_pie(libro), MOMENTO))


def _rehacer(libro):
    return list(deshacer(libro, ultima_vuelta(libro), MOMENTO))


def _situaciones(libro):
    return [e.situacion for e in leer_historial(libro).entradas]


def test_sin_nada_escrito_no_hay_nada_que_deshacer(libro):
    assert _deshacer(libro) == []


def test_si_nadie_lo_ha_tocado_vuelven_los_mismos_bytes(libro):
    antes = libro.ruta.read_bytes()
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    [hecho] = _deshacer(libro)
    assert isinstance(hecho.paso, PorCopia)
    assert libro.ruta.read_bytes() == antes
    assert _situaciones(libro) == ["deshecha por la 2", "deshace la 1"]


def test_lo_que_la_gente_escribio_en_otras_celdas_se_queda(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    cambiar(libro.ruta, D3="600000000", C2="PEREIRA")
    [hecho] = _deshacer(libro)
    assert isinstance(hecho.paso, PorPlan)
    assert hecho.conflictos == ()
    assert [celda(libro.ruta, c) for c in ("F2", "D3", "C2")] == ["MADRID", "600000000", "PEREIRA"]


def test_la_celda_que_alguien_cambio_despues_se_queda_y_se_dice(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    escribir(libro.ruta, 3, ciudad="CUENCA")
    cambiar(libro.ruta, F3="GETAFE")
    [hecho] = _deshacer(libro)
    assert [c.motivo for c in hecho.conflictos] == ["ahora dice «GETAFE»"]
    assert hecho.asiento is None
    assert celda(libro.ruta, "F3") == "GETAFE"


def test_deshacer_dos_veces_va_dos_escrituras_atras(libro):
    antes = libro.ruta.read_bytes()
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    escribir(libro.ruta, 2, ciudad="LUGO")
    [primero], [segundo] = _deshacer(libro), _deshacer(libro)
    assert [h.paso.hasta.numero for h in (primero, segundo)] == [2, 1]
    assert [a.numero for a in segundo.paso.asientos] == [1]
    assert libro.ruta.read_bytes() == antes
    assert _deshacer(libro) == []


def test_rehacer_vuelve_a_lo_deshecho_y_se_puede_deshacer_otra_vez(libro):
    antes = libro.ruta.read_bytes()
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    hecho = libro.ruta.read_bytes()
    _deshacer(libro)
    _rehacer(libro)
    assert libro.ruta.read_bytes() == hecho
    assert _situaciones(libro) == ["hecha", "deshecha por la 3", "deshace la 2"]
    _deshacer(libro)
    assert libro.ruta.read_bytes() == antes
    assert _deshacer(libro) == []


def test_rehacer_repetido_va_adelante_y_no_vuelve_a_deshacer(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    una = libro.ruta.read_bytes()
    escribir(libro.ruta, 3, ciudad="LUGO")
    dos = libro.ruta.read_bytes()
    for _ in range(2):
        _deshacer(libro)
        _deshacer(libro)
        _rehacer(libro)
        assert libro.ruta.read_bytes() == una
        _rehacer(libro)
        assert libro.ruta.read_bytes() == dos
        assert ultima_vuelta(libro) is None
        assert _situaciones(libro)[:2] == ["hecha", "hecha"]


def test_no_se_rehace_si_despues_se_ha_escrito_otra_cosa(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    _deshacer(libro)
    escribir(libro.ruta, 2, ciudad="LUGO")
    assert ultima_vuelta(libro) is None


def test_se_vuelve_a_hacer_aunque_alguien_lo_toque_entre_medias(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    _deshacer(libro)
    cambiar(libro.ruta, D3="600000000")
    _rehacer(libro)
    assert [celda(libro.ruta, c) for c in ("F2", "D3")] == ["TOLEDO", "600000000"]


def test_hasta_deshace_varias_de_una_vez_si_nadie_lo_ha_tocado(libro):
    antes = libro.ruta.read_bytes()
    for ciudad in ("TOLEDO", "CUENCA", "LUGO"):
        escribir(libro.ruta, 2, ciudad=ciudad)
    [hecho] = _deshacer(libro, hasta=1)
    assert [a.numero for a in hecho.paso.asientos] == [3, 2, 1]
    assert libro.ruta.read_bytes() == antes
    assert _deshacer(libro, hasta=1) == []


def test_hasta_con_cambios_de_gente_entre_medias_los_respeta(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    cambiar(libro.ruta, D2="600000000")
    escribir(libro.ruta, 3, ciudad="LUGO")
    escribir(libro.ruta, 2, ciudad="CUENCA")
    cambiar(libro.ruta, B4="EVELIA")
    hechos = _deshacer(libro, hasta=1)
    assert len(hechos) == 3
    quedan = [celda(libro.ruta, c) for c in ("F2", "F3", "D2", "B4")]
    assert quedan == ["MADRID", "SORIA", "600000000", "EVELIA"]
    assert _deshacer(libro, hasta=1) == []


def test_hasta_no_deshace_otra_vez_lo_ya_deshecho(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    escribir(libro.ruta, 3, ciudad="LUGO")
    _deshacer(libro)
    cambiar(libro.ruta, D2="600000000")
    [hecho] = _deshacer(libro, hasta=1)
    assert hecho.paso.hasta.numero == 1
    assert [celda(libro.ruta, c) for c in ("F2", "F3")] == ["MADRID", "SORIA"]


def test_una_ficha_anadida_se_quita(libro):
    antes = libro.ruta.read_bytes()
    escribir(libro.ruta, 0, id="C-4", nombre="JUAN", apellido_1="SANZ")
    assert celda(libro.ruta, "A5") == "C-4"
    _deshacer(libro)
    assert libro.ruta.read_bytes() == antes


def test_una_ficha_anadida_se_quita_aunque_hayan_ordenado_la_hoja(libro):
    escribir(libro.ruta, 0, id="C-4", nombre="JUAN", apellido_1="SANZ")
    cambiar(libro.ruta, **{f"{c}2": str(celda(libro.ruta, f"{c}5") or "") for c in "ABCDEFG"},
            **{f"{c}5": str(celda(libro.ruta, f"{c}2") or "") for c in "ABCDEFG"})  # fmt: skip
    assert celda(libro.ruta, "A2") == "C-4"
    _deshacer(libro)
    assert [celda(libro.ruta, f"A{n}") for n in (2, 5)] == [None, "C-1"]


def test_a_una_ficha_anadida_que_alguien_completo_no_se_la_quita(libro):
    escribir(libro.ruta, 0, id="C-4", nombre="JUAN")
    cambiar(libro.ruta, D5="600000000")
    [hecho] = _deshacer(libro)
    assert "después le han puesto TELEFONO" in hecho.conflictos[0].motivo
    assert celda(libro.ruta, "B5") == "JUAN"


def test_simular_dice_lo_que_haria_y_no_escribe(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    antes = libro.ruta.read_bytes()
    simulado = simular(libro, ultima_en_pie(libro))
    distintas = simulado.comparacion.hojas[0].distintas()
    assert [d.despues.texto for d in distintas] == ["MADRID"]
    cambiar(libro.ruta, D3="600000000")
    tocado = libro.ruta.read_bytes()
    simulado = simular(libro, ultima_en_pie(libro))
    assert [c.despues.texto for c in simulado.plan.cambios] == ["MADRID"]
    assert tocado != antes
    assert libro.ruta.read_bytes() == tocado
    assert len(leer_bitacora(libro.ruta)) == 1


def test_simular_dice_tambien_lo_que_vendria_detras(libro):
    for fila in (2, 3, 4):
        escribir(libro.ruta, fila, ciudad="TOLEDO")
        cambiar(libro.ruta, **{f"D{fila}": "600000000"})
    simulado = simular(libro, 1)
    assert simulado.paso.hasta.numero == 3
    assert [a.numero for a in simulado.detras] == [2, 1]


def test_si_la_copia_se_ha_perdido_se_deshace_por_celdas(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    fichero_de_copia(libro.ruta, listar_copias(libro.ruta)[0].sha256).unlink()
    [hecho] = _deshacer(libro)
    assert isinstance(hecho.paso, PorPlan)
    assert celda(libro.ruta, "F2") == "MADRID"


def test_lo_que_borro_una_supresion_no_se_puede_deshacer_y_se_dice(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    borrar_valores(libro.ruta, leer_bitacora(libro.ruta)[0].id)
    cambiar(libro.ruta, D3="600000000")
    with pytest.raises(SinValores, match="no se puede deshacer"):
        _deshacer(libro)
    assert celda(libro.ruta, "F2") == "TOLEDO"


def test_un_libro_abierto_no_se_deshace(libro):
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    abrir_en_excel(libro.ruta)
    with pytest.raises(LibroAbierto):
        _deshacer(libro)
    assert celda(libro.ruta, "F2") == "TOLEDO"


def test_una_escritura_que_no_hay_dice_las_que_hay(libro):
    with pytest.raises(EscrituraDesconocida, match="aún no ha escrito nada"):
        _deshacer(libro, hasta=3)
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    with pytest.raises(EscrituraDesconocida, match="van de la 1 a la 1"):
        _deshacer(libro, hasta=3)


def test_un_libro_con_contrasena_se_deshace_y_sigue_cerrado(libro, monkeypatch):
    monkeypatch.setenv("CLIENTESCTL_CLAVE", "secreta")
    libro.ruta.write_bytes(cifrar(libro.ruta.read_bytes(), "secreta"))
    cerrado = libro.ruta.read_bytes()
    escribir(libro.ruta, 2, ciudad="TOLEDO")
    _deshacer(libro)
    assert libro.ruta.read_bytes() == cerrado
    _rehacer(libro)
    assert libro.leer().clientes.texto("ciudad", 0) == "TOLEDO"
    guardado = libro.ruta.parent / ".clientesctl"
    assert not any(b"TOLEDO" in f.read_bytes() for f in guardado.rglob("*") if f.is_file())


CIUDADES = st.sampled_from(["TOLEDO", "CUENCA", "LUGO", ""])
A_MANO = st.sampled_from([None, "D2", "B3", "G4"])
ESCRITURAS = st.lists(st.tuples(st.sampled_from([2, 3, 4]), CIUDADES), min_size=1, max_size=4)


@settings(max_examples=8, deadline=None)
@given(
    escrituras=ESCRITURAS,
    a_mano=st.sampled_from([None, "D2", "B3", "G4"]),
    cuando=st.integers(0, 3),
)
def test_deshacerlo_todo_deja_lo_que_habia_mas_lo_que_puso_la_gente(escrituras, a_mano, cuando):
    with TemporaryDirectory() as carpeta:
        libro = Libro(hacer_libro(Path(carpeta) / "clientes.xlsx"), Politicas())
        for numero, (fila, ciudad) in enumerate(escrituras):
            if numero == min(cuando, len(escrituras) - 1) and a_mano:
                cambiar(libro.ruta, **{a_mano: "PUESTO A MANO"})
            escribir(libro.ruta, fila, ciudad=ciudad)
        if leer_bitacora(libro.ruta):
            _deshacer(libro, hasta=1)
        esperado = hacer_libro(Path(carpeta) / "otro.xlsx")
        if a_mano:
            cambiar(esperado, **{a_mano: "PUESTO A MANO"})
        assert not comparar(libro.leer(), libro.leer_fichero(esperado))
