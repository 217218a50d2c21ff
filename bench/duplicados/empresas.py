"""Empresas inventadas: sueltas, con sucursales, de nombres casi iguales, y con su dueño al lado.

No hay dos empresas distintas con el mismo nombre: sin nada más que las separe, la verdad de la
medida sería falsa.
"""

# ruff: noqa: E501  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import random
from functools import cache

from gente import CAMPOS, PISTAS, Ficha, Gente, Original, sin_acentos
from lugares import Lugar, Lugares
from stdnum.es import cif
from stdnum.py import ruc

GIROS = """TALLERES MUEBLES BODEGAS TRANSPORTES FERRETERIA ASESORIA OPTICA LIBRERIA CONSTRUCCIONES PANADERIA
    DISTRIBUIDORA AGROPECUARIA CLINICA FARMACIA HOTEL RESTAURANTE IMPRENTA INMOBILIARIA LABORATORIO ACEROS
    PAPELERIA REFACCIONES ABARROTES CARNICERIA GESTORIA INSTALACIONES PINTURAS TEXTILES VIVEROS CALZADOS"""
_SILABAS = """LU NA SOL RO BLE CAN TA BRO VER DE MAR CE DRO TIL BEN GAL PI NO RAL ES TE BUR VI DA LOS MEN FA
    KRA TOR ZU LIN DOR PRE GAR SI UM BAS QUE NEX ALT COR DI FLO HER JU OL PA RE SU TRI VAL"""
_COSAS = """INDUSTRIAS;SERVICIOS;SUMINISTROS;SOLUCIONES;PROYECTOS;COMERCIAL;EXPORTADORA;MONTAJES;CONSULTORES"""
_CLASES = (
    "METALICOS;INTEGRALES;TECNICOS;AGRICOLAS;ELECTRICOS;INFORMATICOS;SANITARIOS;GRAFICOS;URBANOS"
)
_DONDE = "DEL NORTE;DEL SUR;DEL MEDITERRANEO;DEL BAJIO;DEL PLATA;DE LEVANTE;DEL CENTRO;DEL PACIFICO;DE LA COSTA"
FORMAS = {
    "ES": ("S.L.", "S.L.", "S.A.", "S.L.U.", "C.B."),
    "MX": ("S.A. DE C.V.", "S.A. DE C.V.", "S. DE R.L. DE C.V.", "S.A.P.I. DE C.V.", "S.C."),
    "PY": ("S.A.", "S.R.L.", "S.A.", "E.A.S.", "S.A.C.I."),
}
_HAY = {"ID_FISCAL": 0.7, "TELEFONO": 0.75, "MOVIL": 0.2, "EMAIL": 0.6, "CALLE": 0.85}


@cache
def palabras(texto: str) -> tuple[str, ...]:
    """Los trozos de una tabla escrita seguida, con espacios o con puntos y comas."""
    return tuple(p.strip() for p in (texto.split(";") if ";" in texto else texto.split()))


class Empresas:
    """Inventa empresas; con el mismo azar, las mismas."""

    def __init__(self, azar: random.Random, lugares: Lugares, gente: Gente) -> None:
        self._azar = azar
        self._lugares = lugares
        self._gente = gente
        self._usados: set[str] = set()

    def grupo(self) -> list[Original]:
        """Las de una vez: casi siempre una; si no, las que se le parecen sin serlo."""
        lugar = self._lugares.lugar(self._lugares.pais())
        suerte = self._azar.random()
        if suerte < 0.86:
            return [Original(self.empresa(lugar), lugar)]
        if suerte < 0.91:
            return self._con_sucursal(lugar)
        return self._con_dueno(lugar) if suerte < 0.95 else self._casi_iguales(lugar)

    def empresa(self, lugar: Lugar, nombre: str = "", con_forma: bool = True) -> Ficha:
        """Una empresa con lo que de ella se apuntó, y siempre con algo que la identifica."""
        ficha = dict.fromkeys(CAMPOS, "") | {"PAIS": lugar.pais}
        nombre = nombre or self.nombre()
        hay = {campo: self._azar.random() < p for campo, p in _HAY.items()}
        if hay["CALLE"]:
            ficha.update(self._lugares.domicilio(lugar))
        if hay["ID_FISCAL"]:
            ficha["ID_FISCAL"] = self._documento(nombre, lugar)
        ficha["EMAIL"] = self._correo(nombre, lugar) if hay["EMAIL"] else ""
        ficha["MOVIL"] = self._lugares.movil(lugar) if hay["MOVIL"] else ""
        if hay["TELEFONO"] or not any(ficha[campo] for campo in PISTAS):
            ficha["TELEFONO"] = self._lugares.fijo(lugar)
        forma = self._azar.choice(FORMAS[lugar.pais]) if con_forma else ""
        ficha["RAZON_SOCIAL"] = (
            f"{nombre}, {forma}"
            if forma and self._azar.random() < 0.3
            else f"{nombre} {forma}".strip()
        )
        return ficha

    def nombre(self) -> str:
        """Un nombre que no se ha dado todavía."""
        while (nombre := self._un_nombre()) in self._usados:
            pass
        self._usados.add(nombre)
        return nombre

    def _un_nombre(self) -> str:
        azar, apellido = self._azar, self._gente.apellidos.uno
        giro, cual = azar.choice(palabras(GIROS)), azar.random()
        if cual < 0.35:
            return f"{giro} {self._rotulo()}"
        if cual < 0.55:
            return f"{giro} {apellido()}{azar.choice(('', ' E HIJOS', ' HERMANOS', f' Y {apellido()}'))}"
        if cual < 0.7:
            return f"{self._rotulo()} {azar.choice(palabras(_COSAS))}"
        if cual < 0.85:
            return f"{apellido()} Y {apellido()} {azar.choice(('ASOCIADOS', 'ABOGADOS', 'CONSULTORES'))}"
        tres = (azar.choice(palabras(t)) for t in (_COSAS, _CLASES, _DONDE))
        return f"{' '.join(tres)} {self._rotulo()}"

    def _rotulo(self) -> str:
        return "".join(self._azar.choices(palabras(_SILABAS), k=self._azar.choice((2, 3, 3, 4))))

    def _documento(self, nombre: str, lugar: Lugar) -> str:
        return self._gente.unico(lambda: self._un_documento(nombre, lugar))

    def _un_documento(self, nombre: str, lugar: Lugar) -> str:
        """El CIF, el RFC o el RUC de una persona jurídica."""
        azar = self._azar
        if lugar.pais == "ES":
            numero = f"{azar.choice('AB')}{azar.randrange(10**6, 53 * 10**5):07d}"
            return numero + cif.calc_check_digits(numero)[0]
        if lugar.pais == "PY":
            numero = str(azar.randrange(80_000_000, 82_000_000))
            return f"{numero}-{ruc.calc_check_digit(numero)}"
        letras = "".join(c for c in sin_acentos(nombre) if c.isalpha())[:3]
        return self._gente.rfc(letras, self._gente.fecha(1960, 2024))

    def _correo(self, nombre: str, lugar: Lugar) -> str:
        buzon = self._azar.choice(("info", "ventas", "contacto", "administracion", "hola"))
        dominio = "".join(c for c in sin_acentos(nombre).lower() if c.isalnum())[-24:]
        return f"{buzon}@{dominio}.{'' if lugar.pais == 'ES' else 'com.'}{lugar.pais.lower()}"

    def _con_sucursal(self, lugar: Lugar) -> list[Original]:
        """Una empresa y su local de otra ciudad, con otras señas y sin documento propio."""
        nombre = self.nombre()
        casa, otra = self.empresa(lugar, nombre), self._lugares.otro(lugar)
        rotulo = self._azar.choice(
            (f"SUCURSAL {otra.ciudad}", otra.ciudad, f"({otra.ciudad})", "SUC. 2")
        )
        local = self.empresa(otra, f"{nombre} {rotulo}", con_forma=False) | {
            "ID_FISCAL": "",
            "EMAIL": "",
        }
        for ficha, donde in ((casa, lugar), (local, otra)):
            ficha["TELEFONO"] = ficha["TELEFONO"] or self._lugares.fijo(donde)
            ficha.update({} if ficha["CIUDAD"] else self._lugares.domicilio(donde))
        fijos = frozenset(
            {"CIUDAD", "PROVINCIA", "CODIGO_POSTAL", "CALLE", "TELEFONO", "RAZON_SOCIAL"}
        )
        return [Original(casa, lugar, fijos), Original(local, otra, fijos)]

    def _con_dueno(self, lugar: Lugar) -> list[Original]:
        """Una empresa y su dueño, que dio las mismas señas: son dos clientes."""
        empresa = self.empresa(lugar)
        comunes = {
            c: empresa[c]
            for c in (
                "CALLE",
                "NUMERO",
                "COLONIA",
                "CIUDAD",
                "PROVINCIA",
                "CODIGO_POSTAL",
                "TELEFONO",
            )
        }
        return [
            Original(empresa, lugar),
            Original(self._gente.persona(lugar, comunes=comunes), lugar),
        ]

    def _casi_iguales(self, lugar: Lugar) -> list[Original]:
        """Tres de nombres que se van pareciendo, cada una con su documento y su ciudad."""
        giro, rotulo = self._azar.choice(palabras(GIROS)), self._rotulo()
        hechas, donde = [], lugar
        for _ in range(3):
            nombre = f"{giro} {rotulo}"
            if nombre not in self._usados:
                self._usados.add(nombre)
                ficha = self.empresa(donde, nombre)
                ficha["ID_FISCAL"] = ficha["ID_FISCAL"] or self._documento(nombre, donde)
                ficha["TELEFONO"] = ficha["TELEFONO"] or self._lugares.fijo(donde)
                hechas.append(
                    Original(ficha, donde, frozenset({"ID_FISCAL", "TELEFONO", "CIUDAD"}))
                )
            i = self._azar.randrange(1, len(rotulo))
            rotulo = rotulo[:i] + self._azar.choice("AEIORSNL") + rotulo[i + 1 :]
            donde = self._lugares.otro(donde)
        return hechas
