"""Lo que el programa encuentra en el ejemplo, contra lo que se plantó en él."""

import json
from collections import defaultdict

import pytest
from ejemplo_hecho import HOY, hacer_ejemplo


@pytest.fixture(scope="module")
def ejemplo(tmp_path_factory):
    return hacer_ejemplo(tmp_path_factory.mktemp("ejemplo"))


@pytest.fixture(scope="module")
def verdad(ejemplo):
    return json.loads((ejemplo / "verdad.json").read_text(encoding="utf-8"))


def hallazgos(libro):
    from clientesctl.entregas.json import trozos
    from clientesctl.operaciones.hallazgos import como_objeto
    from clientesctl.operaciones.validar import Peticion, revisar

    objeto = como_objeto(revisar(Peticion(libro=libro, hoy=HOY)).informe)
    return json.loads("".join(trozos(objeto)))["hallazgos"]


@pytest.fixture(scope="module")
def hallados(ejemplo):
    return hallazgos(ejemplo / "registro_sucio.xlsx")


def test_el_registro_limpio_no_tiene_un_solo_hallazgo(ejemplo):
    assert hallazgos(ejemplo / "registro_limpio.xlsx") == []


def test_todo_defecto_plantado_se_encuentra(verdad, hallados):
    vistos = {(h["hoja"], h["fila"], h["regla"]) for h in hallados}
    faltan = defaultdict(list)
    for d in verdad["defectos"]:
        if (d["hoja"], d["fila"], d["regla"]) not in vistos:
            faltan[d["regla"]].append((d["hoja"], d["fila"], d["campo"]))
    assert not faltan


def test_casi_nada_bueno_se_llama_error(verdad, hallados):
    dichos = {(d["hoja"], d["fila"], d["regla"]) for d in verdad["defectos"]}
    dichos |= {(d["hoja"], d["fila"], d["regla"]) for d in verdad["admitidos"]}
    errores = [h for h in hallados if h["gravedad"] == "error"]
    de_mas = [h for h in errores if (h["hoja"], h["fila"], h["regla"]) not in dichos]
    assert len(de_mas) <= 0.01 * len(errores), de_mas[:5]


def test_los_estados_son_los_del_contrato(ejemplo, verdad, capsys):
    from clientesctl.consola.principal import ejecutar

    libro = str(ejemplo / "registro_sucio.xlsx")
    assert ejecutar(["estado", libro, "--hoy", HOY.isoformat(), "--formato", "json"]) == 0
    salida = json.loads(capsys.readouterr().out)
    assert {str(c["fila"]): c["estado"] for c in salida["clientes"]} == verdad["estados"]
