"""Un registro español inventado, del tamaño que se pida, con sus dobles y su verdad.

Los nombres y apellidos salen con la frecuencia que tienen en España (tablas del paquete); uno de
cada cinco es empresa, uno de cada doce es pariente del anterior (misma casa y apellidos) y uno de
cada seis es un doble con entre una y tres erratas, cambios u olvidos.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

from clientesctl.textos.frecuencias import frecuencias

CAMPOS = (
    "tipo nombre apellido_1 apellido_2 razon_social id_fiscal calle numero ciudad codigo_postal"
    " telefono movil email fecha_nacimiento"
)
Ficha = dict[str, str]
_SITIO = ("calle", "numero", "ciudad", "codigo_postal")
_OLVIDABLES = ("id_fiscal", "telefono", "movil", "email", "fecha_nacimiento", "codigo_postal")
_CONTROL = "TRWAGMYFPDXBNJZSQVHLCKE"  # Real Decreto 1553/2005: la letra del DNI
_SONIDOS = (("V", "B"), ("B", "V"), ("Z", "S"), ("S", "Z"), ("LL", "Y"), ("H", ""), ("G", "J"))
_CORTOS = {"FRANCISCO": "PACO", "JOSE": "PEPE", "MANUEL": "MANOLO", "MARIA": "Mª", "RAFAEL": "RAFA"}
_SILABAS = "LU NA SOL ROB LE CAN TA BRO VER DE MAR CE DRO TIL BEN GAL PI NO RAL ES TE BUR".split()  # noqa: SIM905
_GIROS = "TALLERES MUEBLES BODEGAS BAR TRANSPORTES FERRETERIA ASESORIA OPTICA LIBRERIA".split()  # noqa: SIM905


def hacer(cuantas: int, semilla: int = 7) -> tuple[list[Ficha], list[int]]:
    """Las fichas, barajadas, y de cada una el número de quién es de verdad."""
    azar = random.Random(semilla)
    fabrica = _Fabrica(azar)
    originales = [fabrica.original() for _ in range(int(cuantas / 1.2))]
    for antes, despues in itertools.pairwise(originales):
        if antes["nombre"] and despues["nombre"] and azar.random() < 0.08:
            fabrica.emparentar(antes, despues)
    fichas = list(zip(originales, range(len(originales)), strict=True))
    while len(fichas) < cuantas:
        quien = azar.randrange(len(originales))
        veces = azar.choice((1, 1, 1, 2, 3))
        fichas += [(fabrica.estropear(originales[quien]), quien) for _ in range(veces)]
    fichas = fichas[:cuantas]
    azar.shuffle(fichas)
    return [f for f, _ in fichas], [q for _, q in fichas]


class _Fabrica:
    """Hace fichas con un azar y unas tablas."""

    def __init__(self, azar: random.Random) -> None:
        self.azar = azar
        tablas = frecuencias()
        self.nombres = (list(tablas.nombres), list(tablas.nombres.values()))
        self.apellidos = (list(tablas.apellidos), list(tablas.apellidos.values()))
        self.calles = [
            f"{via} {self.apellido()}" for via in ("CALLE", "AVENIDA") for _ in range(300)
        ]
        self.ciudades = [
            (f"VILLA{self.apellido()}", f"{azar.randrange(1001, 52999):05d}") for _ in range(200)
        ]

    def apellido(self) -> str:
        return self.azar.choices(*self.apellidos)[0]

    def original(self) -> Ficha:
        azar = self.azar
        ficha = dict.fromkeys(CAMPOS.split(), "") | self.sitio()
        ficha["telefono"] = f"9{azar.randrange(10**8):08d}" if azar.random() < 0.5 else ""
        ficha["movil"] = f"6{azar.randrange(10**8):08d}" if azar.random() < 0.7 else ""
        return self.empresa(ficha) if azar.random() < 0.2 else self.persona(ficha)

    def sitio(self) -> Ficha:
        ciudad, postal = self.azar.choice(self.ciudades)
        datos = (self.azar.choice(self.calles), str(self.azar.randrange(1, 150)), ciudad, postal)
        return dict(zip(_SITIO, datos, strict=True))

    def empresa(self, ficha: Ficha) -> Ficha:
        azar = self.azar
        rotulo = "".join(azar.choices(_SILABAS, k=azar.choice((3, 4))))
        suyo = rotulo if azar.random() < 0.7 else self.apellido()
        ficha["tipo"] = "EMPRESA"
        suyo = f"{azar.choice(_GIROS)} {suyo}"
        ficha["razon_social"] = f"{suyo}{azar.choice((' SL', ', S.L.', ' S.A.', ''))}"
        if azar.random() < 0.6:
            ficha["email"] = f"{azar.choice(('info', 'ventas'))}@{suyo.lower().replace(' ', '')}.es"
        return ficha

    def persona(self, ficha: Ficha) -> Ficha:
        azar = self.azar
        nombre, uno, dos = azar.choices(*self.nombres)[0], self.apellido(), self.apellido()
        numero = azar.randrange(10**7, 10**8)
        ficha.update(tipo="PERSONA", nombre=nombre, apellido_1=uno)
        ficha["apellido_2"] = dos if azar.random() < 0.85 else ""
        if azar.random() < 0.6:
            ficha["id_fiscal"] = f"{numero}{_CONTROL[numero % 23]}"
            ficha["email"] = f"{nombre[0]}{uno}{azar.randrange(1000)}@gmail.com".lower().replace(
                " ", ""
            )
        if azar.random() < 0.4:
            dia = (azar.randrange(1, 29), azar.randrange(1, 13), azar.randrange(1940, 2005))
            ficha["fecha_nacimiento"] = "{:02d}/{:02d}/{}".format(*dia)
        return ficha

    def emparentar(self, uno: Ficha, otro: Ficha) -> None:
        comunes = (
            *_SITIO,
            "apellido_1",
            *(("apellido_2", "telefono") * (self.azar.random() < 0.5)),
        )
        otro.update({campo: uno[campo] for campo in comunes})

    def estropear(self, original: Ficha) -> Ficha:
        ficha = dict(original)
        cambios: list[Callable[[Ficha], None]] = [self.errata] * 6
        cambios += [self.acortar, self.cruzar, self.abreviar, self.mudar, self.cambiar_telefono]
        for _ in range(self.azar.choice((1, 1, 2, 2, 3))):
            self.azar.choice(cambios)(ficha)
        for campo in _OLVIDABLES:
            if self.azar.random() < 0.25:
                ficha[campo] = ""
        return ficha

    def errata(self, ficha: Ficha) -> None:
        campo = self.azar.choice([c for c in CAMPOS.split()[1:] if ficha[c] and c != "numero"])
        texto, i = ficha[campo], self.azar.randrange(max(1, len(ficha[campo]) - 1))
        for a, b in _SONIDOS:
            if a in texto and self.azar.random() < 0.3:
                ficha[campo] = texto.replace(a, b, 1)
                return
        otra = self.azar.choice("0123456789" if texto[i].isdigit() else "AEIOSNRLTD")
        cambiada = self.azar.choice(("", otra, texto[i] * 2, texto[i + 1 : i + 2] + texto[i]))
        ficha[campo] = texto[:i] + cambiada + texto[i + (2 if len(cambiada) == 2 else 1) :]

    def acortar(self, ficha: Ficha) -> None:
        palabras = ficha["nombre"].split()
        if palabras and palabras[0] in _CORTOS:
            ficha["nombre"] = " ".join([_CORTOS[palabras[0]], *palabras[1:]])
        elif len(palabras) > 1:
            ficha["nombre"] = palabras[0]

    def cruzar(self, ficha: Ficha) -> None:
        if ficha["apellido_2"]:
            ficha["apellido_1"], ficha["apellido_2"] = ficha["apellido_2"], ficha["apellido_1"]

    def abreviar(self, ficha: Ficha) -> None:
        ficha["calle"] = ficha["calle"].replace("CALLE ", "C/ ").replace("AVENIDA ", "AVDA. ")
        ficha["razon_social"] = ficha["razon_social"].removesuffix(", S.L.").removesuffix(" SL")
        ficha["apellido_2"] = "" if self.azar.random() < 0.5 else ficha["apellido_2"]

    def mudar(self, ficha: Ficha) -> None:
        ficha.update(self.sitio())

    def cambiar_telefono(self, ficha: Ficha) -> None:
        ficha["telefono"], ficha["movil"] = ficha["movil"], ficha["telefono"]
