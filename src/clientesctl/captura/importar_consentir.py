"""Lo que cada ficha que se trae consintió, como se apunta en CONSENTIMIENTOS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from clientesctl.captura.importar_lista import Lista
from clientesctl.captura.importar_opciones import Opciones
from clientesctl.registro.columna import Tipo
from clientesctl.registro.impresos import FINALIDAD_DEL_PERMISO, VERSION, canal_del_permiso
from clientesctl.registro.plan import Dato
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.voluntades import niega

_SI = frozenset(
    ("SI", "S", "X", "1", "VERDADERO", "TRUE", "YES", "ACEPTO", "ACEPTA", "ACEPTADO", "OTORGADO",
     "AUTORIZO", "DE ACUERDO", "OK", "✓", "✔")
)  # fmt: skip
_CANALES = (
    ("CORREO", ("CORREO", "EMAIL", "E-MAIL", "MAIL", "BOLETIN", "NEWSLETTER", "ELECTRONICO")),
    ("TELEFONO", ("TELEFONO", "LLAMADA", "LLAMADAS", "TELEFONICAS", "TELEFONICA")),
    ("MENSAJE", ("MENSAJE", "MENSAJES")),
    ("WHATSAPP", ("WHATSAPP",)),
    ("SMS", ("SMS",)),
)
"""Un canal y las palabras que lo nombran, en lo que se preguntó y en la lista del registro."""
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


def consentimientos(
    lista: Lista, posicion: int, opciones: Opciones, id_cliente: Dato, canales: Sequence[str]
) -> Iterator[Mapping[str, Dato]]:
    """Las filas de CONSENTIMIENTOS de esa ficha: una por cosa a la que dijo que sí o que no.

    La fecha es la de los datos; si no se sabe, va vacía: no se inventa cuándo consintió. `canales`
    son los que admite el registro; ninguno, cualquiera.
    """
    fecha = _fecha(lista.datos[posicion], opciones)
    del_impreso = lista.datos[posicion].get(VERSION.lower())
    for columna, texto, si_o_no in _dicho_por_columnas(lista, posicion):
        es_texto = len(texto.split()) >= _PALABRAS_DE_UN_TEXTO
        permiso = canal_del_permiso(columna)
        textos = {
            "canal": _canal(permiso or texto, canales) or permiso,
            "finalidad": FINALIDAD_DEL_PERMISO if permiso else "",
            "otorgado": si_o_no,
            "fuente": lista.sitio(posicion),
            "version_texto": del_impreso.texto if del_impreso else texto if es_texto else "",
        }
        yield {
            **({"fecha": fecha} if fecha is not None else {}),
            "id_cliente": id_cliente,
            **{campo: Dato.de_texto(texto) for campo, texto in textos.items()},
        }


def dicho(lista: Lista, posicion: int) -> list[tuple[str, str]]:
    """Lo que se le preguntó y lo que dijo (SI o NO) esa ficha; lo que no se entiende no cuenta."""
    return [(texto, si_o_no) for _, texto, si_o_no in _dicho_por_columnas(lista, posicion)]


def sin_dia(lista: Lista, posiciones: Iterable[int], opciones: Opciones) -> int:
    """Cuántos consentimientos de esas fichas se apuntarían sin el día en que se dieron."""
    return sum(
        si_o_no == "SI"
        for posicion in posiciones
        if _fecha(lista.datos[posicion], opciones) is None
        for _, si_o_no in dicho(lista, posicion)
    )


def _dicho_por_columnas(lista: Lista, posicion: int) -> list[tuple[str, str, str]]:
    datos = lista.datos[posicion]
    todo = [
        (columna, texto, otorgado(datos[columna].texto))
        for columna, texto in lista.entrada(posicion).consienten.items()
        if columna in datos
    ]
    return [uno for uno in todo if uno[2]]


def _canal(texto: str, lista: Sequence[str]) -> str:
    """El canal que nombra lo que se preguntó, si es uno solo, como lo llama la lista del registro.

    >>> _canal("Acepto recibir ofertas por correo", ("TIENDA", "EMAIL")), _canal("Acepto", ())
    ('EMAIL', '')
    """
    palabras = set(plegar(texto).replace(",", " ").split())
    nombrados = [(canal, suyas) for canal, suyas in _CANALES if palabras & set(suyas)]
    if len(nombrados) != 1:
        return ""
    canal, suyas = nombrados[0]
    return next((entrada for entrada in lista if plegar(entrada) in suyas), canal)


def _fecha(datos: Mapping[str, Dato], opciones: Opciones) -> Dato | None:
    for campo in ("fecha_alta", "fecha"):
        dato = datos.get(campo)
        if dato is not None and dato.tipo == Tipo.FECHA:
            return Dato(Tipo.FECHA, dato.texto[:10])
    return None if opciones.obtenido is None else Dato.de_fecha(opciones.obtenido)
