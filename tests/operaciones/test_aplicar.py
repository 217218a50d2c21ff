"""Un plan aplicado de verdad: lo que queda en el fichero, y lo que pasa si alguien se cruza."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from clientesctl.libro.bitacora import Estado, leer_bitacora
from clientesctl.libro.cifrado import cifrar
from clientesctl.libro.copias import leer_copia, listar_copias
from clientesctl.libro.errores_transaccion import LibroAbierto
from clientesctl.operaciones.aplicar import Aplicado, Escritura, aplicar
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.errores import Rechazo
from clientesctl.registro.huellas import Fichas, ancla_de
from clientesctl.registro.plan import VACIO, Cambio, Clave, Dato, Plan, Propuesta, hacer_plan

CABECERA = ("ID", "NOMBRE", "APELLIDO_1", "CIUDAD", "CODIGO_POSTAL", "TELEFONO")
FICHAS = (
    ("C-1", "ANA", "PÉREZ", "Madrid", "08001", "612345678"),
    ("C-2", "LUIS", "GIL", "Toledo", "45001", "612345679"),
    ("C-3", "EVA", "SANZ", "Ávila", "05001", "612345670"),
)
HOY = dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    ruta = tmp_path / "clientes.xlsx"
    with xlsxwriter.Workbook(ruta) as nuevo:
        hoja = nuevo.add_worksheet("CLIENTES")
        for n, fila in enumerate([CABECERA, *FICHAS]):
            hoja.write_row(n, 0, fila)
        nuevo.add_worksheet("Notas").write(0, 0, "No tocar")
    return ruta


def en_mayusculas(abierto: Abierto) -> Plan:
    tabla = abierto.registro.clientes
    fichas = Fichas(tabla)
    cambios = [
        Cambio(tabla.hoja, fichas.clave(n), "ciudad", Dato.de_texto(c), Dato.de_texto(c.upper()))
        for n, c in enumerate(tabla["ciudad"].por_fila())
    ]
    propuestas = [Propuesta("texto_en_minusculas", (c,)) for c in cambios]
    return hacer_plan(
        abierto.registro.sha256, propuestas, {tabla.hoja: ancla_de(tabla, ["ciudad"])}
    )


def con_ficha(abierto: Abierto, **campos: str) -> Plan:
    tabla = abierto.registro.clientes
    cambios = tuple(
        Cambio(tabla.hoja, Clave(alta=1), campo, VACIO, Dato.de_texto(valor))
        for campo, valor in campos.items()
    )
    return hacer_plan(
        abierto.registro.sha256, [Propuesta("alta", cambios)], {tabla.hoja: ancla_de(tabla, campos)}
    )


def escribir(plan: Plan, abierto: Abierto) -> Aplicado:
    return aplicar(plan, abierto, Escritura("prueba", HOY))


def columna(ruta: Path, cabecera: str, hoja: str = "CLIENTES") -> list[object]:
    filas = list(openpyxl.load_workbook(ruta)[hoja].iter_rows(values_only=True))
    return [fila[filas[0].index(cabecera)] for fila in filas[1:]]


def test_queda_escrito_con_su_copia_y_su_asiento(libro):
    original = libro.read_bytes()
    abierto = abrir_registro(libro)
    hecho = escribir(en_mayusculas(abierto), abierto)
    assert columna(libro, "CIUDAD") == ["MADRID", "TOLEDO", "ÁVILA"]
    assert columna(libro, "CODIGO_POSTAL") == ["08001", "45001", "05001"]
    assert (hecho.celdas, hecho.altas, hecho.conflictos) == (3, 0, ())
    (asiento,) = leer_bitacora(libro)
    assert (asiento.estado, asiento.orden, asiento.celdas) == (Estado.APLICADO, "prueba", 3)
    (copia,) = listar_copias(libro)
    assert copia.original
    assert leer_copia(libro, copia) == original


def test_un_plan_hecho_antes_de_ordenar_la_hoja_cae_en_sus_fichas(libro):
    abierto = abrir_registro(libro)
    plan = en_mayusculas(abierto)
    otro = openpyxl.load_workbook(libro)
    hoja = otro["CLIENTES"]
    hoja.delete_rows(2, 3)
    for ficha in sorted(FICHAS, reverse=True):
        hoja.append(["x", *ficha])
    hoja.insert_rows(1)
    for n, titulo in enumerate(("EXTRA", *CABECERA), 1):
        hoja.cell(2, n, titulo)
    otro.save(libro)
    hecho = escribir(plan, abierto)
    filas = list(openpyxl.load_workbook(libro)["CLIENTES"].iter_rows(values_only=True))
    assert [(f[1], f[4]) for f in filas[2:]] == [
        ("C-3", "ÁVILA"),
        ("C-2", "TOLEDO"),
        ("C-1", "MADRID"),
    ]
    assert not hecho.conflictos


def test_lo_que_otro_cambio_se_deja_y_lo_demas_se_escribe(libro):
    abierto = abrir_registro(libro)
    plan = en_mayusculas(abierto)
    otro = openpyxl.load_workbook(libro)
    otro["CLIENTES"]["D3"] = "Cuenca"
    otro.save(libro)
    hecho = escribir(plan, abierto)
    assert columna(libro, "CIUDAD") == ["MADRID", "Cuenca", "ÁVILA"]
    assert [c.motivo for c in hecho.conflictos] == ["ahora dice «Cuenca»"]


def test_dos_veces_lo_mismo_no_escribe_dos_veces(libro):
    abierto = abrir_registro(libro)
    plan = en_mayusculas(abierto)
    escribir(plan, abierto)
    bytes_de_entonces = libro.read_bytes()
    assert escribir(plan, abierto).asiento is None
    assert libro.read_bytes() == bytes_de_entonces
    assert len(leer_bitacora(libro)) == 1


def test_una_ficha_nueva_va_al_final_y_su_codigo_postal_sigue_siendo_texto(libro):
    abierto = abrir_registro(libro)
    hecho = escribir(con_ficha(abierto, id="C-4", nombre="SOL", codigo_postal="01001"), abierto)
    assert columna(libro, "CODIGO_POSTAL")[-1] == "01001"
    assert columna(libro, "ID") == ["C-1", "C-2", "C-3", "C-4"]
    assert hecho.altas == 1


def test_una_columna_que_falta_se_anade_con_su_cabecera(libro):
    abierto = abrir_registro(libro)
    escribir(con_ficha(abierto, id="C-4", nombre="SOL", vendedor="EMILY"), abierto)
    assert columna(libro, "VENDEDOR") == [None, None, None, "EMILY"]
    assert "vendedor" in abrir_registro(libro).registro.clientes


def test_abierto_en_excel_no_se_toca(libro):
    abierto = abrir_registro(libro)
    antes = libro.read_bytes()
    candado = libro.with_name("~$clientes.xlsx")
    candado.write_bytes(bytes([3]) + b"Eva".ljust(54) + bytes([3, 0]) + "Eva".encode("utf-16-le"))
    with pytest.raises(LibroAbierto, match="abierto en Excel por Eva"):
        escribir(en_mayusculas(abierto), abierto)
    assert libro.read_bytes() == antes
    assert not leer_bitacora(libro)


def test_un_libro_con_contrasena_sigue_cifrado_y_sus_valores_tambien(libro, monkeypatch):
    monkeypatch.setenv("CLIENTESCTL_CLAVE", "secreta")
    libro.write_bytes(cifrar(libro.read_bytes(), "secreta"))
    abierto = abrir_registro(libro)
    escribir(en_mayusculas(abierto), abierto)
    despues = abrir_registro(libro)
    assert list(despues.registro.clientes["ciudad"].por_fila()) == ["MADRID", "TOLEDO", "ÁVILA"]
    guardado = [p for p in (libro.parent / ".clientesctl").rglob("*") if p.is_file()]
    assert guardado
    for fichero in (libro, *guardado):
        contenido = fichero.read_bytes()
        for secreto in ("Toledo", "TOLEDO", "PÉREZ"):
            assert secreto.encode() not in contenido, fichero
        assert not contenido.startswith(b"PK"), fichero


@pytest.mark.skipif(os.name == "nt", reason="los permisos de Windows se heredan de la carpeta")
def test_los_permisos_se_conservan_y_nada_los_ensancha(libro):
    libro.chmod(0o640)
    abierto = abrir_registro(libro)
    escribir(en_mayusculas(abierto), abierto)
    assert stat.S_IMODE(libro.stat().st_mode) == 0o640
    for guardado in (libro.parent / ".clientesctl").rglob("*"):
        if guardado.is_file():
            assert not stat.S_IMODE(guardado.stat().st_mode) & 0o037, guardado


@pytest.mark.skipif(os.name == "nt", reason="crear enlaces pide permiso en Windows")
def test_un_enlace_sigue_siendo_un_enlace(libro, tmp_path_factory):
    enlace = tmp_path_factory.mktemp("escritorio") / "clientes.xlsx"
    enlace.symlink_to(libro)
    abierto = abrir_registro(enlace)
    escribir(en_mayusculas(abierto), abierto)
    assert enlace.is_symlink()
    assert columna(libro, "CIUDAD") == ["MADRID", "TOLEDO", "ÁVILA"]
    assert not (enlace.parent / ".clientesctl").exists()


def test_en_una_hoja_protegida_solo_se_escribe_si_las_politicas_lo_dicen(libro):
    otro = openpyxl.load_workbook(libro)
    otro["CLIENTES"].protection.enable()
    otro.save(libro)
    abierto = abrir_registro(libro)
    with pytest.raises(Rechazo, match=r"está protegida.*hojas_protegidas = true"):
        escribir(en_mayusculas(abierto), abierto)
    libro.with_name("clientesctl.toml").write_text("[escritura]\nhojas_protegidas = true\n")
    abierto = abrir_registro(libro)
    escribir(en_mayusculas(abierto), abierto)
    assert columna(libro, "CIUDAD") == ["MADRID", "TOLEDO", "ÁVILA"]
    assert openpyxl.load_workbook(libro)["CLIENTES"].protection.sheet


def test_un_csv_se_rechaza_y_dice_como_convertirlo(tmp_path):
    ruta = tmp_path / "clientes.csv"
    filas = [",".join(f) for f in (CABECERA, *FICHAS)]
    ruta.write_text("\n".join(filas), encoding="utf-8")
    abierto = abrir_registro(ruta)
    with pytest.raises(Rechazo, match=r"\.xlsx"):
        escribir(en_mayusculas(abierto), abierto)
    assert ruta.read_text(encoding="utf-8") == "\n".join(filas)
