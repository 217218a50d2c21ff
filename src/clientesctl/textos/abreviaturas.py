"""Lo que se abrevia al escribir un nombre («Mª», «FCO.», «HDEZ.») y los títulos que lo preceden."""

from __future__ import annotations

import re

from clientesctl.textos.frecuencias import frecuencia_nombre
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.palabras import conjunto

_DE_NOMBRE = {
    **dict.fromkeys(("Mª", "M.ª", "M°", "Mº", "M.º", "MA.", "Mª."), "MARIA"),
    **dict.fromkeys(("FCO", "FCO.", "FRCO", "FRCO.", "FCº", "FCO.º", "FRANC."), "FRANCISCO"),
    **dict.fromkeys(("FCA", "FCA.", "FRCA."), "FRANCISCA"),
    **dict.fromkeys(("ANT.", "ANTº", "ANT.º"), "ANTONIO"),
    **dict.fromkeys(("GPE", "GPE."), "GUADALUPE"),
    **dict.fromkeys(("CONCEP.", "CONC."), "CONCEPCION"),
    **dict.fromkeys(("ALEJ.", "ALEJº"), "ALEJANDRO"),
    **dict.fromkeys(("J.J.",), "J J"),
}
_DE_APELLIDO = {
    "FDEZ": "FERNANDEZ", "FDZ": "FERNANDEZ", "FERNDEZ": "FERNANDEZ",
    "GLEZ": "GONZALEZ", "GLZ": "GONZALEZ", "GZLEZ": "GONZALEZ", "GONZ": "GONZALEZ",
    "HDEZ": "HERNANDEZ", "HDZ": "HERNANDEZ", "HERNDEZ": "HERNANDEZ",
    "RGUEZ": "RODRIGUEZ", "RDGUEZ": "RODRIGUEZ", "RODGUEZ": "RODRIGUEZ", "RDZ": "RODRIGUEZ",
    "MTNEZ": "MARTINEZ", "MTEZ": "MARTINEZ", "MTZ": "MARTINEZ", "MARTNEZ": "MARTINEZ",
    "SCHEZ": "SANCHEZ", "SNCHEZ": "SANCHEZ", "SHEZ": "SANCHEZ",
    "GTZ": "GUTIERREZ", "GTEZ": "GUTIERREZ", "GUTREZ": "GUTIERREZ",
    "DGUEZ": "DOMINGUEZ", "DMGUEZ": "DOMINGUEZ",
    "JMNEZ": "JIMENEZ", "JMZ": "JIMENEZ", "RMZ": "RAMIREZ", "RMREZ": "RAMIREZ",
    "ALVZ": "ALVAREZ", "VZQUEZ": "VAZQUEZ", "VZQZ": "VAZQUEZ", "LPZ": "LOPEZ", "PRZ": "PEREZ",
    "GCIA": "GARCIA", "GRCIA": "GARCIA", "GCA": "GARCIA",
}  # fmt: skip

# En España y México se abrevia así ante advocaciones: «J. JESUS» es JOSE, «M. CARMEN» MARIA.
_TRAS_JOSE = conjunto(
    "JESUS GUADALUPE CARMEN ROSARIO TRINIDAD SOCORRO REFUGIO CONCEPCION INES SALUD MERCED DOLORES",
    "PILAR SANTOS ISABEL ENCARNACION NATIVIDAD ASCENCION ASCENSION LUZ CRUZ REMEDIOS",
)
_TRAS_MARIA = conjunto(
    "CARMEN DOLORES PILAR ANGELES JESUS JOSE TERESA LUISA ISABEL ROSARIO MERCEDES MAR GUADALUPE",
    "CONCEPCION SOLEDAD REMEDIOS LUZ ELENA ROSA ROCIO SOCORRO REFUGIO CRUZ NIEVES",
)
_ARTICULOS = frozenset({"DE", "DEL", "LA", "LAS", "LOS"})

_ABREVIADAS = frozenset({"J", "M", "MA", *_DE_NOMBRE, *_DE_APELLIDO})

_TITULOS = conjunto(
    "SRTA SRTAS SRES SRAS SRA SR SEÑORITA SEÑORA SEÑOR DÑA DNA Dª D.ª D. DOÑA DON",
    "DRES DRAS DRA DRS DR DOCTORA DOCTOR LICENCIADA LICENCIADO LICDA LICDO LICDº LIC",
    "LCDA LCDO LDA LDO INGENIERA INGENIERO INGA ING ARQUITECTA ARQUITECTO ARQA ARQ",
    "PROFESORA PROFESOR PROFRA PROFR PROFA PROF MAESTRA MTRA MTRO ABOGADA ABOGADO ABOG ABG",
    "CPN C.P. QFB Q.F.B. MVZ M.V.Z. PSIC PSICOLOGA PSICOLOGO ODONT ECON TEC CONT ENFRA",
    "GRAL CNEL TTE SGTO CDTE PBRO FRAY SOR MGTR MG EXCMO EXCMA ILMO ILMA MRS MR MS",
)
_TITULO = re.compile(
    r"(?:(?:" + "|".join(re.escape(t) for t in sorted(_TITULOS, key=len, reverse=True)) + r")"
    r"(?:\.?/A|\(A\))?(?:\.\s*|\s+)(?:[YE]\s+(?=S|D))?)+",
    re.IGNORECASE,
)
_CORTE = re.compile(r"[\s./(]")
_PRIMERAS = frozenset(re.split(r"[./(]", titulo)[0] for titulo in _TITULOS)


def palabra_entera(palabra: str) -> str:
    """La palabra plegada con su abreviatura deshecha, y sin puntos si no la había.

    >>> palabra_entera("Mª"), palabra_entera("HDEZ."), palabra_entera("J."), palabra_entera("ANA")
    ('MARIA', 'HERNANDEZ', 'J', 'ANA')
    """
    if palabra.isalpha() and len(palabra) > 4 and not palabra.endswith("º"):
        return palabra
    nombre = _DE_NOMBRE.get(palabra)
    if nombre:
        return nombre
    limpia = palabra.replace(".", "").replace("'", "").replace("ª", "A").replace("º", "O")
    return _DE_APELLIDO.get(limpia, limpia)


def sin_abreviaturas(plegado: str, palabras: list[str]) -> bool:
    """Si seguro que no hay ninguna en el texto plegado: ni puntos, ni voladas, ni las conocidas."""
    return (
        plegado.isascii()
        and "." not in plegado
        and "'" not in plegado
        and _ABREVIADAS.isdisjoint(palabras)
    )


def palabras_enteras(palabras: list[str]) -> list[str]:
    """Las palabras plegadas de un nombre, con las abreviaturas deshechas según lo que sigue."""
    enteras = [palabra_entera(p) for p in palabras]
    for i in range(len(enteras) - 1):
        if enteras[i] in ("J", "M", "MA") and (i == 0 or palabras[i].endswith(".")):
            siguiente = next((p for p in enteras[i + 1 :] if p not in _ARTICULOS), "")
            if enteras[i] == "MA" and i == 0:
                enteras[i] = "MARIA"
            elif enteras[i] == "J" and siguiente in _TRAS_JOSE:
                enteras[i] = "JOSE"
            elif enteras[i] == "M" and siguiente in _TRAS_MARIA:
                enteras[i] = "MARIA"
    return enteras


def expandir_abreviaturas(texto: str) -> str:
    """El nombre plegado con sus abreviaturas deshechas, para comparar.

    >>> expandir_abreviaturas("Mª del Carmen Fdez."), expandir_abreviaturas("J. Jesús")
    ('MARIA DEL CARMEN FERNANDEZ', 'JOSE JESUS')
    >>> expandir_abreviaturas("Fco. Javier"), expandir_abreviaturas("J. Pérez")
    ('FRANCISCO JAVIER', 'J PEREZ')
    """
    plegado = plegar(texto)
    palabras = (
        plegado.replace(".", ". ").replace(". ª", ".ª") if "." in plegado else plegado
    ).split()
    return " ".join(p for p in palabras_enteras(palabras) if p)


def titulo_inicial(texto: str) -> tuple[str, str] | None:
    """El tratamiento con que empieza el texto y lo que sigue; None si empieza por el nombre.

    >>> titulo_inicial("SR. DON JUAN PÉREZ"), titulo_inicial("Dra. Ana Gil")
    (('SR. DON', 'JUAN PÉREZ'), ('Dra.', 'Ana Gil'))
    >>> titulo_inicial("DONATO GIL"), titulo_inicial("DOCTOR")
    (None, None)
    """
    inicio = texto.lstrip()
    primera = inicio.partition(" ")[0].upper()
    if primera not in _PRIMERAS and _CORTE.split(primera, maxsplit=1)[0] not in _PRIMERAS:
        return None
    hallado = _TITULO.match(inicio)
    if hallado is None:
        return None
    resto = inicio[hallado.end() :].strip()
    titulo = hallado.group().strip()
    if sum(letra.isalpha() for letra in resto) < 2:
        return None
    if titulo.upper() == "D." and not frecuencia_nombre(resto.split()[0].rstrip(".,")):
        return None  # será la inicial de un nombre: «D. PÉREZ»
    return titulo, resto
