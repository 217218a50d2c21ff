"""El impreso como un formulario para pegar en una página: sin guiones y que se oye bien leído."""

from __future__ import annotations

from importlib.resources import files

from clientesctl.registro.impresos import CONSIENTE, VERSION, Casilla, Impreso

_TIPOS = {"email": "email", "movil": "tel", "telefono": "tel", "fecha_nacimiento": "date"}
_RELLENAR_SOLO = {
    "nombre": "given-name", "apellido_1": "family-name", "razon_social": "organization",
    "codigo_postal": "postal-code", "movil": "tel", "email": "email", "calle": "address-line1",
    "ciudad": "address-level2", "provincia": "address-level1",
}  # fmt: skip
"""Los nombres con que el navegador sabe rellenar (HTML, «autofill»)."""


def hacer_formulario(impreso: Impreso) -> str:
    """El trozo de página, con su estilo; los nombres de sus campos son los del registro."""
    from jinja2 import Environment

    entorno = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    entorno.globals.update(tipo=_tipo, rellenar=_rellenar)
    texto = (files(__package__) / "datos" / "impreso.html.j2").read_text(encoding="utf-8")
    return entorno.from_string(texto).render(
        impreso=impreso,
        casillas=[c for c in impreso.casillas if not c.de_la_casa],
        consiente=CONSIENTE,
        version=VERSION,
    )


def _tipo(casilla: Casilla) -> str:
    return _TIPOS.get(casilla.campo.nombre, "text")


def _rellenar(casilla: Casilla) -> str:
    return _RELLENAR_SOLO.get(casilla.campo.nombre, "off")
