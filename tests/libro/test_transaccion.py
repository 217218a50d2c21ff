"""Poner el libro nuevo en su sitio: qué queda, y por qué se niega."""

from __future__ import annotations

import errno
import grp  # noqa: F401  # quien no es nadie no podría importarlo después
import os
import resource
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from roto import MOMENTO, hechos_de, libro_con, restos
from sabotaje import en_otro_proceso

from clientesctl.libro import errores_transaccion as errores
from clientesctl.libro import transaccion
from clientesctl.libro.bitacora import Asiento, Estado, leer_bitacora, preparar_asiento
from clientesctl.libro.candado import _es_mi_libreoffice
from clientesctl.libro.carpeta import carpeta_de
from clientesctl.libro.copias import leer_copia, listar_copias
from clientesctl.libro.pendientes import hay_pendientes
from clientesctl.libro.quien import quien_soy
from clientesctl.libro.temporal import ruta_temporal
from clientesctl.libro.turno import turno
from clientesctl.libro.valores_guardados import guardar_valores, leer_valores
from clientesctl.registro.errores import Rechazo

ANTES, NUEVO = b"el libro de antes", b"el libro nuevo"


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    ruta = tmp_path / "clientes.xlsx"
    ruta.write_bytes(ANTES)
    return ruta


def escribir(
    libro: Path,
    antes: bytes = ANTES,
    comprobar: Callable[[Path], None] = lambda _: None,
    nuevo: bytes = NUEVO,
    momento: str = MOMENTO,
) -> Asiento:
    with turno(libro, "corregir"):
        asiento = preparar_asiento(momento, "corregir", cuanto=(2, 0))
        guardar_valores(libro, asiento.id, "{}")
        return transaccion.sustituir_libro(libro, antes, nuevo, asiento, comprobar)


def se_niega(libro: Path, clase: type[Rechazo], como: str, **opciones: object) -> None:
    """Se niega con esa frase (salida 4), y no ha tocado ni dejado nada."""
    antes = libro.read_bytes()
    with pytest.raises(clase, match=como) as fallo:
        escribir(libro, **opciones)  # type: ignore[arg-type]
    assert fallo.value.codigo == 4
    assert libro.read_bytes() == antes
    assert [p for p in libro.parent.iterdir() if p.name.endswith(("clientesctl", ".tmp"))] == [
        carpeta_de(libro)
    ]
    assert list(carpeta_de(libro).glob("valores/*/*")) == []
    assert not any(a.estado is Estado.APLICADO for a in leer_bitacora(libro))


def test_queda_el_nuevo_una_copia_del_de_antes_y_su_asiento(libro: Path) -> None:
    os.utime(libro, (1, 1))
    asiento = escribir(libro)
    assert libro.read_bytes() == NUEVO
    assert libro.stat().st_mtime > 1
    (copia,) = listar_copias(libro)
    assert leer_copia(libro, copia) == ANTES
    assert leer_bitacora(libro) == (asiento,)
    assert (asiento.numero, asiento.estado, asiento.nota) == (1, Estado.APLICADO, "")
    assert leer_valores(libro, asiento.id) == "{}"
    assert restos(libro) == []


def test_si_cambio_desde_que_se_leyo_se_niega(libro: Path) -> None:
    se_niega(libro, errores.LibroCambiado, "ha cambiado desde que se leyó", antes=b"otra cosa")


def test_si_cambia_mientras_se_escribe_se_niega(libro: Path) -> None:
    with pytest.raises(errores.LibroCambiado):
        escribir(libro, comprobar=lambda _: libro.write_bytes(b"de una persona") and None)
    assert libro.read_bytes() == b"de una persona"
    assert leer_bitacora(libro)[0].estado is Estado.ABANDONADO


def test_si_lo_guardan_mientras_se_compara_se_niega(
    libro: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdadera = transaccion._es_el_mismo

    def compara_y_lo_guardan(cambio: transaccion._Cambio) -> None:
        verdadera(cambio)
        if cambio.temporal.exists():
            libro.write_bytes(b"de una persona")

    monkeypatch.setattr(transaccion, "_es_el_mismo", compara_y_lo_guardan)
    with pytest.raises(errores.LibroCambiado):
        escribir(libro)
    assert libro.read_bytes() == b"de una persona"


def test_abierto_en_excel_se_niega_y_dice_el_remedio(libro: Path) -> None:
    candado = libro.with_name("~$clientes.xlsx")
    candado.write_bytes(bytes([3]) + b"Eva".ljust(54))
    se_niega(libro, errores.LibroAbierto, "abierto en Excel por Eva.*borre «~\\$clientes.xlsx»")


def test_si_lo_abren_mientras_se_escribe_se_niega(libro: Path) -> None:
    def abrir(_: Path) -> None:
        libro.with_name("~$clientes.xlsx").write_bytes(b"")

    se_niega(libro, errores.LibroAbierto, "abierto en Excel", comprobar=abrir)


def test_abierto_en_el_libreoffice_de_otro_se_niega(libro: Path) -> None:
    candado = libro.with_name(".~lock.clientes.xlsx#")
    candado.write_text(",eva,almacen,22.11.2026 09:15,file:///home/eva;")
    se_niega(libro, errores.LibroAbierto, "LibreOffice por eva \\(almacen\\)")


@pytest.mark.parametrize("equipo", ["", ".tienda.local"])
def test_el_candado_de_mi_libreoffice_muerto_no_cuenta(libro: Path, equipo: str) -> None:
    """Y en cuanto hay uno en marcha, sí: un programa con su nombre, que no hace nada."""
    soy = quien_soy()
    candado = libro.with_name(".~lock.clientes.xlsx#")
    candado.write_text(f",{soy.usuario},{soy.equipo}{equipo},22.11.2026 09:15,file:///x;")
    if not Path("/proc/self/comm").exists():
        pytest.skip("solo se sabe donde hay /proc")
    if not any(map(_es_mi_libreoffice, Path("/proc").glob("[0-9]*"))):
        assert escribir(libro).estado is Estado.APLICADO
        libro.write_bytes(ANTES)
    falso = libro.parent / "oficina" / "soffice.bin"
    falso.parent.mkdir()
    falso.symlink_to(shutil.which("sleep") or "/bin/sleep")
    with subprocess.Popen([falso, "60"]) as en_marcha:
        try:
            with pytest.raises(errores.LibroAbierto, match="abierto en LibreOffice"):
                escribir(libro)
        finally:
            en_marcha.kill()
    assert libro.read_bytes() == ANTES


def test_un_enlace_lo_sigue_siendo(libro: Path, tmp_path: Path) -> None:
    (tmp_path / "escritorio").mkdir()
    enlace = tmp_path / "escritorio" / "acceso.xlsx"
    enlace.symlink_to(libro)
    escribir(enlace)
    assert enlace.is_symlink()
    assert libro.read_bytes() == NUEVO
    assert list((tmp_path / "escritorio").iterdir()) == [enlace]


def test_el_candado_junto_al_enlace_tambien_cuenta(libro: Path, tmp_path: Path) -> None:
    (tmp_path / "escritorio").mkdir()
    enlace = tmp_path / "escritorio" / "acceso.xlsx"
    enlace.symlink_to(libro)
    (tmp_path / "escritorio" / ".~lock.acceso.xlsx#").write_text(",eva,almacen,,;")
    with pytest.raises(errores.LibroAbierto):
        escribir(enlace)


def test_un_libro_de_solo_lectura_se_respeta(libro: Path) -> None:
    libro.chmod(0o444)
    se_niega(libro, errores.SoloLectura, "es de solo lectura")


@pytest.mark.parametrize("modo", [0o600, 0o640, 0o664])
def test_los_permisos_se_conservan(libro: Path, modo: int) -> None:
    libro.chmod(modo)
    escribir(libro)
    assert libro.stat().st_mode & 0o777 == modo
    (copia,) = carpeta_de(libro).glob("copias/*/*.xlsx")
    assert copia.stat().st_mode & 0o777 == modo


def test_si_al_libro_se_le_quitan_permisos_a_lo_guardado_tambien(libro: Path) -> None:
    libro.chmod(0o664)
    escribir(libro)
    libro.write_bytes(ANTES)
    libro.chmod(0o600)
    escribir(libro)
    guardado = [p for p in carpeta_de(libro).rglob("*") if p.is_file()]
    assert len(guardado) >= 5
    assert {p.stat().st_mode & 0o777 for p in guardado} == {0o600}


def test_un_libro_mas_abierto_en_la_misma_carpeta_no_abre_lo_del_reservado(libro: Path) -> None:
    libro.chmod(0o600)
    escribir(libro)
    vecino = libro.with_name("proveedores.xlsx")
    vecino.write_bytes(ANTES)
    vecino.chmod(0o664)
    escribir(vecino)
    assert carpeta_de(libro).stat().st_mode & 0o777 == 0o775
    for fichero in carpeta_de(libro).glob("*/clientes.xlsx/*"):
        assert fichero.stat().st_mode & 0o777 == 0o600


def test_los_atributos_se_conservan(libro: Path) -> None:
    try:
        os.setxattr(libro, "user.etiqueta", b"mostrador")
    except OSError:
        pytest.skip("este disco no sabe de atributos")
    escribir(libro)
    assert os.getxattr(libro, "user.etiqueta") == b"mostrador"


def test_la_lista_de_acceso_se_conserva(libro: Path) -> None:
    libro.chmod(0o660)
    nadie = 0xFFFFFFFF
    entradas = [(1, 6, nadie), (2, 4, 65534), (4, 6, nadie), (16, 6, nadie), (32, 0, nadie)]
    lista = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *e) for e in entradas)
    try:
        os.setxattr(libro, "system.posix_acl_access", lista)
    except OSError:
        pytest.skip("este disco no sabe de listas de acceso")
    escribir(libro)
    assert os.getxattr(libro, "system.posix_acl_access") == lista


@pytest.fixture
def libro_de_todos() -> Iterator[Path]:
    """Un libro en una carpeta a la que llega cualquiera; solo quien administra puede hacerlo."""
    if os.geteuid() != 0:
        pytest.skip("hay que ser quien administra para cambiar de usuario")
    carpeta = Path(tempfile.mkdtemp())
    carpeta.chmod(0o777)
    ruta = carpeta / "clientes.xlsx"
    ruta.write_bytes(ANTES)
    yield ruta
    shutil.rmtree(carpeta)


def test_grupo_y_dueno_se_conservan_donde_el_sistema_deja(libro_de_todos: Path) -> None:
    os.chown(libro_de_todos, 1234, 4321)
    libro_de_todos.chmod(0o640)
    escribir(libro_de_todos)
    ficha = libro_de_todos.stat()
    assert (ficha.st_uid, ficha.st_gid, ficha.st_mode & 0o777) == (1234, 4321, 0o640)
    for dentro in carpeta_de(libro_de_todos).rglob("*"):
        assert dentro.stat().st_gid == 4321
        assert not dentro.stat().st_mode & 0o007


@pytest.mark.parametrize(
    ("dueno", "grupo", "modo", "frase"),
    [
        (65534, 4321, 0o606, "al grupo 4321"),
        (1234, 65534, 0o066, "hecho"),
        (1234, 65534, 0o660, "a su dueño (1234)"),
        (1234, 4321, 0o666, "hecho"),
    ],
)
def test_no_deja_a_nadie_fuera(
    libro_de_todos: Path, dueno: int, grupo: int, modo: int, frase: str
) -> None:
    os.chown(libro_de_todos, dueno, grupo)
    libro_de_todos.chmod(modo)

    def como_nadie() -> None:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        escribir(libro_de_todos)

    final = en_otro_proceso(como_nadie)
    assert frase in (final.dicho or final.como)
    assert (libro_de_todos.read_bytes() == NUEVO) == (frase == "hecho")


def test_si_lo_escrito_no_es_lo_que_se_queria_no_se_pone(libro: Path) -> None:
    class Infiel(Rechazo):
        pass

    def comprobar(temporal: Path) -> None:
        assert temporal.read_bytes() == NUEVO
        assert temporal.stat().st_mode & 0o077 == 0
        raise Infiel("no es lo que se quería")

    se_niega(libro, Infiel, "no es lo que se quería", comprobar=comprobar)


def test_sin_sitio_de_verdad_se_dice_y_no_queda_nada(libro: Path) -> None:
    def escribir_sin_sitio() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))
        with turno(libro, "corregir"):
            asiento = preparar_asiento(MOMENTO, "corregir")
            transaccion.sustituir_libro(libro, ANTES, bytes(5000), asiento, lambda _: None)

    final = en_otro_proceso(escribir_sin_sitio)
    assert final.como == "rechazado"
    assert "El libro sigue como estaba" in final.dicho
    assert libro.read_bytes() == ANTES
    assert restos(libro) == []


def test_una_unidad_de_red_que_no_sincroniza_vale(
    libro: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_sabe(_fd: int) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(os, "fsync", no_sabe)
    assert escribir(libro).estado is Estado.APLICADO
    assert libro.read_bytes() == NUEVO


def test_ctrl_c_antes_de_ponerlo_deja_el_de_antes(libro: Path) -> None:
    def interrumpir(_: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        escribir(libro, comprobar=interrumpir)
    assert libro.read_bytes() == ANTES
    assert leer_bitacora(libro) == ()
    assert list(libro.parent.glob(".*.tmp")) == []


def test_ctrl_c_justo_al_ponerlo_deja_el_nuevo_y_anotado(
    libro: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdadero = os.replace

    def poner(origen: Path, destino: Path) -> None:
        verdadero(origen, destino)
        if Path(destino) == libro:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", poner)
    with pytest.raises(KeyboardInterrupt):
        escribir(libro)
    assert libro.read_bytes() == NUEVO
    assert leer_bitacora(libro)[0].estado is Estado.APLICADO


def test_si_el_disco_falla_despues_de_ponerlo_esta_hecho_y_se_avisa(
    libro: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falla(_: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(transaccion, "sincronizar_carpeta", falla)
    asiento = escribir(libro)
    assert asiento.estado is Estado.APLICADO
    assert "el disco no confirmó" in asiento.nota
    assert leer_bitacora(libro)[0].estado is Estado.APLICADO


def test_si_el_antivirus_lo_tiene_cogido_se_insiste(
    libro: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdadero, veces = os.replace, [0]

    def ocupado(origen: Path, destino: Path) -> None:
        veces[0] += Path(destino) == libro
        if Path(destino) == libro and veces[0] < 3:
            raise PermissionError(errno.EACCES, "está cogido")
        verdadero(origen, destino)

    monkeypatch.setattr(os, "replace", ocupado)
    monkeypatch.setattr(transaccion, "_INTENTOS", 3)
    monkeypatch.setattr(transaccion, "_ESPERA", 0)
    assert escribir(libro).estado is Estado.APLICADO
    libro.write_bytes(ANTES)
    monkeypatch.setattr(transaccion, "_INTENTOS", 1)
    veces[0] = 0
    with pytest.raises(errores.NoSePudo, match=r"poner el libro nuevo en su sitio.*no hay permiso"):
        escribir(libro)


def test_recoge_sus_restos_y_no_los_de_otro_libro(libro: Path) -> None:
    suyo = ruta_temporal(libro, "0123456789abcdef")
    ajeno = ruta_temporal(libro.with_name("clientes.xlsx.otro.xlsx"), "0123456789abcdef")
    for resto in (suyo, ajeno):
        resto.write_bytes(b"a medias")
    escribir(libro)
    assert not suyo.exists()
    assert ajeno.exists()


def test_los_valores_de_una_escritura_que_no_fue_no_se_quedan(libro: Path) -> None:
    guardar_valores(libro, "0123456789abcdef", '{"nombre":"ANA"}')
    asiento = escribir(libro)
    assert leer_valores(libro, "0123456789abcdef") is None
    assert leer_valores(libro, asiento.id) == "{}"


def test_lo_que_decian_las_celdas_se_guarda_un_ano(libro: Path) -> None:
    vieja = escribir(libro)
    otro, tarde = b"otro libro", b"el ultimo"
    diez_meses, catorce = "2027-10-01T09:00:00+00:00", "2028-02-01T09:00:00+00:00"
    joven = escribir(libro, NUEVO, nuevo=otro, momento=diez_meses)
    assert leer_valores(libro, vieja.id) == "{}"
    escribir(libro, otro, nuevo=tarde, momento=catorce)
    assert leer_valores(libro, vieja.id) is None
    assert leer_valores(libro, joven.id) == "{}"
    assert len(leer_bitacora(libro)) == 3


def test_los_valores_con_clave_van_cifrados(libro: Path) -> None:
    guardar_valores(libro, "0123456789abcdef", '{"nombre":"ANA PEREZ"}', "abracadabra")
    (fichero,) = carpeta_de(libro).glob("valores/*/*")
    assert b"ANA PEREZ" not in fichero.read_bytes()
    assert leer_valores(libro, "0123456789abcdef", "abracadabra") == '{"nombre":"ANA PEREZ"}'


def test_quien_no_llega_a_la_carpeta_lee_igual_el_libro(libro_de_todos: Path) -> None:
    """Un compañero que solo lee: lo guardado junto al libro no es suyo."""
    libro_de_todos.write_bytes(libro_con(["UNO"]))
    libro_de_todos.chmod(0o644)
    carpeta_de(libro_de_todos).mkdir(mode=0o700)

    def como_nadie() -> None:
        os.setgid(65534)
        os.setuid(65534)
        assert not hay_pendientes(libro_de_todos)
        assert hechos_de(libro_de_todos) == ["UNO"]

    hechos_de(libro_de_todos)  # lo que tarda en importarse, importado
    final = en_otro_proceso(como_nadie)
    assert final.como == "hecho", final.dicho


def test_sin_turno_no_se_escribe(libro: Path) -> None:
    asiento = preparar_asiento(MOMENTO, "corregir")
    with pytest.raises(errores.TurnoPerdido):
        transaccion.sustituir_libro(libro, ANTES, NUEVO, asiento, lambda _: None)
    assert libro.read_bytes() == ANTES
