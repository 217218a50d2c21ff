"""Los casos de cada regla: un fichero por regla en `casos/`, con lo que ve y lo que deja en paz.

Un caso empieza por «# » y una frase; sigue el registro dibujado, y acaba en lo que se espera,
un hallazgo por línea: «=> CELDA gravedad [→ propuesta [segura]] [: trozo del mensaje]». La
celda de otra hoja lleva su nombre («VENTAS!C2»). Un hallazgo de una columna entera va en su
cabecera («F1»), o en «--» si no está en el libro. «pais: MX» y «toml: …» cambian el país y
las políticas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from registro_de_texto import validar_texto

from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.nombres_reglas import NOMBRES
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.politicas_toml import leer_politicas

CASOS = Path(__file__).parent / "casos"
_ESPERADO = re.compile(
    r"=> (?P<celda>\S+) (?P<gravedad>error|aviso)"
    r"(?: → (?P<propuesta>.*?)(?P<segura> segura)?)?(?: : (?P<mensaje>.*))?"
)


def _casos() -> Iterator[object]:
    for fichero in sorted(CASOS.glob("*.txt")):
        for caso in re.split(r"^# ", fichero.read_text(encoding="utf-8"), flags=re.M)[1:]:
            frase, _, cuerpo = caso.partition("\n")
            yield pytest.param(fichero.stem, cuerpo, id=f"{fichero.stem}: {frase}")


@pytest.mark.parametrize(("regla", "cuerpo"), list(_casos()))
def test_caso(regla: str, cuerpo: str, tmp_path: Path) -> None:
    lineas = cuerpo.splitlines()
    esperado = [linea.strip() for linea in lineas if linea.startswith("=>")]
    pais = next((x[5:].strip() for x in lineas if x.startswith("pais:")), "ES")
    dibujo = [x for x in lineas if not x.startswith(("=>", "pais:", "toml:"))]
    politicas = _politicas([x[5:].strip() for x in lineas if x.startswith("toml:")], tmp_path)
    informe = validar_texto("\n".join(dibujo), regla, pais=pais, politicas=politicas)
    visto = list(informe)
    assert len(informe) == len(visto)
    assert [_como(h, linea) for h, linea in _emparejar(visto, esperado)] == esperado


def test_cada_regla_tiene_su_fichero_de_casos() -> None:
    sin_casos = set(NOMBRES) - {fichero.stem for fichero in CASOS.glob("*.txt")}
    propios = {p.stem.removeprefix("test_") for p in Path(__file__).parent.rglob("test_*.py")}
    assert sin_casos - propios == set()


def _politicas(lineas: list[str], carpeta: Path) -> Politicas:
    ruta = carpeta / "clientesctl.toml"
    ruta.write_text("\n".join(lineas), encoding="utf-8")
    return leer_politicas(ruta)


def _emparejar(visto: list[Hallazgo], esperado: list[str]) -> Iterator[tuple[Hallazgo, str]]:
    for i, hallazgo in enumerate(visto):
        yield hallazgo, esperado[i] if i < len(esperado) else ""


def _como(hallazgo: Hallazgo, linea: str) -> str:
    """El hallazgo, dicho con tanto detalle como la línea que lo espera."""
    hoja = "" if hallazgo.hoja == "CLIENTES" else f"{hallazgo.hoja}!"
    dicho = f"=> {hoja}{hallazgo.celda or '--'} {hallazgo.gravedad}"
    if hallazgo.propuesta is not None:
        dicho += f" → {hallazgo.propuesta}{' segura' if hallazgo.segura else ''}"
    forma = _ESPERADO.fullmatch(linea)
    if forma and forma["mensaje"]:
        trozo = forma["mensaje"]
        dicho += f" : {trozo if trozo in hallazgo.mensaje else hallazgo.mensaje}"
    return dicho
