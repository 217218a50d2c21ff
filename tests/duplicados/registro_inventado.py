"""Un registro pequeño de gente inventada, con sus dobles, sus parientes y sus tocayos."""

from __future__ import annotations

import itertools
import random

from clientesctl.textos.nombres import frecuencia_apellido, frecuencia_nombre


def _palabras(texto: str) -> list[str]:
    return texto.split()


CAMPOS = [
    "nombre", "apellido_1", "apellido_2", "razon_social", "id_fiscal", "calle", "numero",
    "ciudad", "telefono", "email", "fecha_nacimiento",
]  # fmt: skip
_NOMBRES = _palabras(
    "ANTONIO MARIA JOSE MANUEL CARMEN FRANCISCO ANA JUAN DAVID LAURA JAVIER MARTA DANIEL "
    "LUCIA CARLOS ELENA MIGUEL SARA RAFAEL PAULA PEDRO IRENE ANGEL NURIA SERGIO ROSARIO "
    "PABLO BEATRIZ FERNANDO ALICIA JORGE SILVIA LUIS ESTHER ALBERTO OLGA ENRIQUE INES "
    "IGNACIO GLORIA VICENTE LOURDES RAMON AMPARO ANDRES MERCEDES JOAQUIN BEGOÑA EDUARDO "
    "PILAR HUGO MONTSERRAT"
)
_APELLIDOS = _palabras(
    "GARCIA RODRIGUEZ GONZALEZ FERNANDEZ LOPEZ MARTINEZ SANCHEZ PEREZ GOMEZ MARTIN JIMENEZ "
    "RUIZ HERNANDEZ DIAZ MORENO MUÑOZ ALVAREZ ROMERO ALONSO GUTIERREZ NAVARRO TORRES "
    "DOMINGUEZ VAZQUEZ RAMOS GIL RAMIREZ SERRANO BLANCO MOLINA MORALES SUAREZ ORTEGA "
    "DELGADO CASTRO ORTIZ RUBIO MARIN SANZ IGLESIAS NUÑEZ MEDINA GARRIDO CORTES CASTILLO "
    "SANTOS LOZANO GUERRERO CANO PRIETO IBARRA TERUEL QUIROGA CASALS ALCAZAR ZABALETA OSUNA "
    "BARRAL LEDESMA VILLALBA CEBRIAN ARANA"
)
_GIROS = _palabras("TALLERES BODEGAS MUEBLES RIEGOS TEJIDOS PESCADOS CERAMICAS IMPRENTA")
_ROTULOS = _palabras("XIRIMIRI ALCARAVAN TOMILLO LINCE CUMBRE MONCAYO ORION TURIA JARA TEIDE")
_CORTOS = {"FRANCISCO": "PACO", "JOSE": "PEPE", "MANUEL": "MANOLO", "ROSARIO": "CHARO"}
_LETRAS = "TRWAGMYFPDXBNJZSQVHLCKE"


def inventar(cuantas: int, semilla: int) -> tuple[list[list[str]], set[tuple[int, int]]]:
    """Las fichas, barajadas, y las parejas (menor, mayor) que son la misma persona o empresa."""
    azar = random.Random(semilla)
    originales = [_original(azar) for _ in range(max(1, int(cuantas * 0.8)))]
    for i in range(1, len(originales), 9):
        _emparentar(originales[i - 1], originales[i], azar)
    fichas = [(dict(o), n) for n, o in enumerate(originales)]
    while len(fichas) < cuantas:
        n = azar.randrange(len(originales))
        fichas.append((_estropear(originales[n], azar), n))
    azar.shuffle(fichas)
    filas = [[ficha[c] for c in CAMPOS] for ficha, _ in fichas]
    de_quien: dict[int, list[int]] = {}
    for fila, (_, n) in enumerate(fichas):
        de_quien.setdefault(n, []).append(fila)
    ciertas = {p for suyas in de_quien.values() for p in itertools.combinations(suyas, 2)}
    return filas, ciertas


def _original(azar: random.Random) -> dict[str, str]:
    ficha = dict.fromkeys(CAMPOS, "")
    ficha["calle"] = f"CALLE {azar.choice(_APELLIDOS)}"
    ficha["numero"] = str(azar.randrange(1, 140))
    ficha["ciudad"] = azar.choice(["MADRID", "SEVILLA", "LUGO", "SORIA", "MURCIA"])
    ficha["telefono"] = f"9{azar.randrange(10**8):08d}"
    if azar.random() < 0.2:
        rotulo = f"{azar.choice(_GIROS)} {azar.choice(_ROTULOS)} {azar.choice(_APELLIDOS)}"
        ficha["razon_social"] = f"{rotulo}, S.L."
        return ficha
    ficha["nombre"] = azar.choices(_NOMBRES, [frecuencia_nombre(n) ** 0.5 for n in _NOMBRES])[0]
    pesos = [frecuencia_apellido(a) ** 0.5 + 5 for a in _APELLIDOS]
    ficha["apellido_1"], ficha["apellido_2"] = azar.choices(_APELLIDOS, pesos, k=2)
    numero = azar.randrange(10**7, 10**8)
    ficha["id_fiscal"] = f"{numero}{_LETRAS[numero % 23]}" if azar.random() < 0.6 else ""
    ficha["email"] = f"{ficha['nombre'][:2]}{ficha['apellido_1']}{azar.randrange(999)}@ejemplo.es"
    ficha["fecha_nacimiento"] = (
        f"{azar.randrange(1, 29)}/{azar.randrange(1, 13)}/{azar.randrange(1945, 2003)}"
    )
    return ficha


def _emparentar(una: dict[str, str], otra: dict[str, str], azar: random.Random) -> None:
    """Otra persona de la misma casa, con otro nombre y los mismos apellidos."""
    if una["nombre"] and otra["nombre"]:
        comunes = ("apellido_1", "apellido_2", "calle", "numero", "ciudad", "telefono")
        otra.update({c: una[c] for c in comunes})
        otra["nombre"] = azar.choice([n for n in _NOMBRES if n != una["nombre"]])


def _estropear(original: dict[str, str], azar: random.Random) -> dict[str, str]:
    ficha = dict(original)
    for _ in range(azar.choice((1, 2, 2))):
        campo = azar.choice([c for c in CAMPOS if ficha[c] and c not in ("numero", "ciudad")])
        if campo == "nombre" and ficha["nombre"] in _CORTOS:
            ficha["nombre"] = _CORTOS[ficha["nombre"]]
        elif campo == "apellido_2" and azar.random() < 0.5:
            ficha["apellido_2"] = ""
        elif campo == "razon_social":
            ficha["razon_social"] = ficha["razon_social"].removesuffix(", S.L.")
        elif campo == "calle":
            ficha["calle"] = ficha["calle"].replace("CALLE", "C/")
        else:
            ficha[campo] = _errata(ficha[campo], azar)
    for campo in ("id_fiscal", "email", "fecha_nacimiento"):
        if azar.random() < 0.3:
            ficha[campo] = ""
    return ficha


def _errata(texto: str, azar: random.Random) -> str:
    if len(texto) < 4:
        return texto
    i = azar.randrange(1, len(texto) - 1)
    letra = azar.choice("0123456789" if texto[i].isdigit() else "AEIOSNRLTD")
    cambios = (texto[:i] + texto[i + 1 :], texto[:i] + letra + texto[i + 1 :])
    return azar.choice((*cambios, texto[:i] + texto[i + 1] + texto[i] + texto[i + 2 :]))
