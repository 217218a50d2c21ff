"""En qué queda una llamada: los resultados de siempre y las maneras de escribirlos."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clientesctl.textos.limpieza import plegar

NO_CONTESTA = "NO CONTESTA"
PIDE_PRESUPUESTO = "PIDE PRESUPUESTO"
COMPRA = "COMPRA"
OTRO_DIA = "LLAMAR OTRO DÍA"
NO_LLAMAR = "NO LLAMAR MÁS"
EQUIVOCADO = "TELÉFONO EQUIVOCADO"
NO_EXISTE = "YA NO EXISTE"
FALLECIDO = "HA FALLECIDO"


@dataclass(frozen=True, slots=True)
class Resultado:
    """Un resultado con lo que pasa al apuntarlo y las maneras de decirlo (plegadas, enteras)."""

    nombre: str
    que_pasa: str
    maneras: re.Pattern[str]


def _de(nombre: str, que_pasa: str, maneras: str) -> Resultado:
    return Resultado(nombre, que_pasa, re.compile(maneras))


_BUSCAR = r"(?:LLAM|CONTACT|MOLEST|ESCRIB)\w*"
_DE_MAS = r"(?: MAS| NUNCA(?: MAS)?)?"
_NO_QUIERE = (
    rf"(?:(?:PIDE|QUIERE|DICE|HA PEDIDO|ME PIDE) )?(?:QUE )?NO(?: SE)?(?: LE| LES| LA| LO| ME)?"
    rf"(?: VUELV\w+ A| VOLVER A| VOLVAMOS A)? {_BUSCAR}{_DE_MAS}"
    rf"|NO (?:QUIERE|DESEA) (?:MAS )?(?:QUE (?:SE )?(?:LE |LA |LO )?{_BUSCAR}{_DE_MAS}|LLAMADAS)"
    r"|(?:DARSE|DAR|PIDE(?: LA)?|SE DA) (?:DE )?BAJA|LISTA ROBINSON"
)
RESULTADOS: tuple[Resultado, ...] = (
    _de(
        NO_CONTESTA,
        "Queda apuntado que se le buscó; no cuenta como hablado.",
        r"NO CONTEST\w+|NC|N/C|NO (?:LO |LA )?COGE(?:N)?|NO RESPONDE(?:N)?|SIN RESPUESTA",
    ),
    _de("INTERESA", "Diga en NOTAS qué.", r"(?:LE )?INTERESA|(?:ESTA )?INTERESAD[OA]"),
    _de(
        PIDE_PRESUPUESTO,
        "Con PRÓXIMA FECHA, queda para ese día «enviar presupuesto».",
        r"(?:(?:PIDE|QUIERE|SOLICITA) (?:UN )?)?PRESUPUESTO",
    ),
    _de(
        COMPRA,
        "La venta se apunta aparte: aquí no se dice qué ni cuánto.",
        r"COMPRA|COMPRO|HA COMPRADO|(?:HACE |HIZO )?(?:UN )?PEDIDO",
    ),
    _de(
        OTRO_DIA,
        "Ponga cuándo en PRÓXIMA FECHA.",
        r"(?:LLAMAR )?OTRO DIA|VOLVER A LLAMAR(?:LE|LA|LO)?",
    ),
    _de("NO INTERESA", "Se le seguirá llamando cuando le toque.", r"NO (?:LE )?INTERESA"),
    _de(
        NO_LLAMAR,
        "Se marca NO_CONTACTAR: no vuelve a salir en ninguna lista.",
        _NO_QUIERE,
    ),
    _de(
        EQUIVOCADO,
        "El teléfono no se borra: ponga el bueno en NOTAS si lo sabe.",
        r"(?:EL )?(?:TELEFONO|NUMERO|TEL)(?: ESTA| ES)? (?:EQUIVOCADO|ERRONEO|MAL|INCORRECTO)"
        r"|EQUIVOCADO|NO ES SU (?:TELEFONO|NUMERO)|(?:EL )?(?:TELEFONO|NUMERO) NO EXISTE"
        r"|NO EXISTE EL (?:TELEFONO|NUMERO)",
    ),
    _de(
        NO_EXISTE,
        "Se da por perdido, con esa causa.",
        r"YA NO EXISTE(?: EL NEGOCIO| LA EMPRESA)?|(?:HA )?CERRAD?O (?:EL NEGOCIO|LA EMPRESA)"
        r"|CERRO (?:EL NEGOCIO|LA EMPRESA)|CERRADO DEFINITIVAMENTE|NEGOCIO CERRADO",
    ),
    _de(
        FALLECIDO,
        "Se pone FALLECIDO_EL con el día en que se supo: no vuelve a salir.",
        r"(?:HA |YA )?(?:FALLECI(?:O|DO|DA)|MURIO|MUERTO|MUERTA)|DIFUNT[OA]",
    ),
)
_QUIERE_SEGUIR = frozenset({"INTERESA", PIDE_PRESUPUESTO, COMPRA, OTRO_DIA})
_QUIZA_NO_QUIERE = re.compile(
    rf"\bNO (?:QUIER|DESEA)\w* (?:MAS )?(?:QUE |LLAMADAS).*|\bNO (?:LE |LES |ME |SE LE )?{_BUSCAR}"
    rf" (?:MAS|NUNCA)\b|\bNO (?:SE )?(?:LE |LES |ME )?(?:VUELV|VOLV)\w* A {_BUSCAR}"
    r"|\bDARSE DE BAJA\b|\bROBINSON\b"
)


def leer_resultado(texto: str) -> str:
    """El nombre del resultado de `RESULTADOS` que dice el texto entero; vacío si es otra cosa.

    >>> [leer_resultado(t) for t in ("no contestó", "Que no le llamen más", "quiere el catálogo")]
    ['NO CONTESTA', 'NO LLAMAR MÁS', '']
    >>> leer_resultado("no llamar por las mañanas")
    ''
    """
    plegado = plegar(texto).strip(" .,;:!¡")
    return next((r.nombre for r in RESULTADOS if _dice(r, plegado)), "")


def _dice(resultado: Resultado, plegado: str) -> bool:
    return plegado == plegar(resultado.nombre) or bool(resultado.maneras.fullmatch(plegado))


def quiere_seguir(texto: str) -> bool:
    """Si el resultado dice que fue el cliente quien pidió o aceptó seguir hablando.

    >>> quiere_seguir("pide presupuesto"), quiere_seguir("no contesta"), quiere_seguir("")
    (True, False, False)
    """
    return leer_resultado(texto) in _QUIERE_SEGUIR


def quiza_no_quiere(texto: str) -> bool:
    """Si entre lo escrito parece que alguien pide que no le llamen, aunque no sea de cierto.

    >>> quiza_no_quiere("enfadado, dice que no le llamemos más"), quiza_no_quiere("no contesta")
    (True, False)
    """
    return bool(_QUIZA_NO_QUIERE.search(plegar(texto)))
