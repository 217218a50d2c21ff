"""Lo que cada ficha que se trae consintió, como se apunta en CONSENTIMIENTOS."""

from __future__ import annotations

from collections.abc import Mapping

from clientesctl.captura.importar_lista import Lista
from clientesctl.captura.importar_opciones import Opciones
from clientesctl.registro.columna import Tipo
from clientesctl.registro.plan import Dato
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.voluntades import niega

CAMPO = "consentimiento"
_SI = frozenset(
    ("SI", "S", "X", "1", "VERDADERO", "TRUE", "YES", "ACEPTO", "ACEPTA", "ACEPTADO", "OTORGADO",
     "AUTORIZO", "DE ACUERDO", "OK", "✓", "✔")
)  # fmt: skip
_CANALES = {
    "CORREO": "CORREO", "EMAIL": "CORREO", "E-MAIL": "CORREO", "MAIL": "CORREO",
    "BOLETIN": "CORREO", "NEWSLETTER": "CORREO", "WHATSAPP": "WHATSAPP", "SMS": "SMS",
    "LLAMADAS": "TELEFONO", "TELEFONO": "TELEFONO", "TELEFONICAS": "TELEFONO", "POSTAL": "POSTAL",
}  # fmt: skip
_PALABRAS_DE_UN_TEXTO = 3
"""Con menos, la cabecera («RGPD», «Consentimiento») nombra la columna y no dice qué se firmó."""


def otorgado(texto: str) -> str:
    """SI, NO, o vacío si lo escrito no lo dice.

    >>> otorgado("sí"), otorgado("No"), otorgado("Sí, acepto"), otorgado("quizá")
    ('SI', 'NO', 'SI', '')
    """
    plegado = plegar(texto)
    if niega(texto):
        return "NO"
    primera = plegado.replace(",", " ").split()[:1]
    return "SI" if plegado in _SI or (primera and primera[0] in _SI) else ""


def consentimiento(
    lista: Lista, posicion: int, opciones: Opciones, id_cliente: Dato
) -> Mapping[str, Dato] | None:
    """La fila de CONSENTIMIENTOS de esa ficha, o None si la lista no dice nada de ello.

    La fecha es la de los datos; si no se sabe, va vacía: no se inventa cuándo consintió.
    """
    dado = lista.datos[posicion].get(CAMPO)
    si_o_no = otorgado(dado.texto) if dado is not None else ""
    if not si_o_no:
        return None
    titulo = lista.entrada(posicion).titulos.get(CAMPO, "")
    es_texto = len(titulo.split()) >= _PALABRAS_DE_UN_TEXTO
    textos = {
        "canal": _canal(titulo) or opciones.medio,
        "otorgado": si_o_no,
        "fuente": lista.sitio(posicion),
        "version_texto": titulo if es_texto else "",
    }
    fecha = _fecha(lista.datos[posicion], opciones)
    return {
        **({"fecha": fecha} if fecha is not None else {}),
        "id_cliente": id_cliente,
        **{campo: Dato.de_texto(texto) for campo, texto in textos.items()},
    }


def _canal(titulo: str) -> str:
    """El canal que nombra la cabecera, si es uno solo."""
    hallados = {_CANALES[p] for p in plegar(titulo).split() if p in _CANALES}
    return hallados.pop() if len(hallados) == 1 else ""


def _fecha(datos: Mapping[str, Dato], opciones: Opciones) -> Dato | None:
    for campo in ("fecha_alta", "fecha"):
        dato = datos.get(campo)
        if dato is not None and dato.tipo == Tipo.FECHA:
            return Dato(Tipo.FECHA, dato.texto[:10])
    return None if opciones.obtenido is None else Dato.de_fecha(opciones.obtenido)
