"""De lo que se teclea a la `Expresion`, o a una frase que señala la letra donde no se entiende."""

from __future__ import annotations

import re

from clientesctl.cartera.errores_expresion import (
    SinCampo,
    SinCerrar,
    SinOperador,
    SinValor,
    VentanaFueraDeSitio,
)
from clientesctl.cartera.expresion import (
    Condicion,
    Expresion,
    Junta,
    Nodo,
    Nombre,
    Salvo,
    Valor,
    es_de_ventana,
)
from clientesctl.cartera.monedas import codigo_moneda, es_moneda
from clientesctl.textos.limpieza import plegar

_CIERRAN = {'"': '"', "'": "'", "«": "»", "“": "”"}
_OPERADOR = re.compile(r"\s*(!=|<>|≠|>=|≥|<=|≤|==|=|>|<|!~|~)\s*")
_IGUALES = {"<>": "!=", "≠": "!=", "≥": ">=", "≤": "<=", "==": "="}
_DE_LISTA = frozenset({"=", "!=", "~", "!~"})
_NOMBRE = re.compile(r"[^\s=!<>≥≤≠~()\"«“,:]+")
_HACE = re.compile(r"hace\s+\d+\s+[^\W\d]+", re.IGNORECASE)
_ESTE = re.compile(r"est[ea]\s+(?:mes|año|semana)\b", re.IGNORECASE)
_CON_MONEDA = re.compile(r"[\d.,]+\s+(?P<moneda>[^\s\d(),=<>!~]+)(?=\s|\)|$)")
_HASTA_COMPARAR = re.compile(r"\s*[=<>~≥≤≠]")
_VACIO = "VACIO"


def leer_expresion(texto: str) -> Expresion:
    """Lo que pide esa búsqueda; vacía, los pide todos.

    >>> leer_expresion("sexo=MUJER gasto>500").condiciones[1].operador
    '>'

    Raises:
        BusquedaMal: no se entiende; la frase dice en qué letra y cómo se escribe.
    """
    if not texto.strip():
        return Expresion(texto, Junta(True, ()))
    return _Lector(" ".join(texto.split("\n"))).leer()


class _Lector:
    """El sitio por el que se va leyendo, lo que se ha apartado y la última condición leída."""

    def __init__(self, texto: str) -> None:
        self.texto = texto
        self.sitio = 0
        self.ventana: list[Condicion] = []
        self.anterior = ("", "")

    def leer(self) -> Expresion:
        raiz = self._alguna()
        if self.sitio < len(self.texto):
            raise SinCerrar(self.texto, self.sitio, ")")
        return Expresion(self.texto, raiz, tuple(self.ventana))

    def _alguna(self) -> Nodo:
        antes = len(self.ventana)
        partes = [self._todas()]
        while self._palabra("o"):
            partes.append(self._todas())
        if len(partes) > 1:
            self._sin_ventana(antes)
            return Junta(False, tuple(partes))
        return partes[0]

    def _todas(self) -> Nodo:
        partes: list[Nodo] = []
        leidas = 0
        while not self._se_acaba():
            if leidas:
                self._palabra("y")
            nodo = self._una()
            leidas += 1
            if isinstance(nodo, Condicion) and es_de_ventana(nodo):
                self.ventana.append(nodo)
            else:
                partes.append(nodo)
        if not leidas:
            raise SinCampo(self.texto, self.sitio)
        return partes[0] if len(partes) == 1 else Junta(True, tuple(partes))

    def _se_acaba(self) -> bool:
        self._saltar()
        resto = self.texto[self.sitio :]
        return not resto or resto[0] == ")" or re.match(r"o(?=[\s(]|$)", resto, re.I) is not None

    def _una(self) -> Nodo:
        antes = len(self.ventana)
        if self._palabra("no") or self._signo("!"):
            parte = self._una()
            if isinstance(parte, Condicion) and es_de_ventana(parte):
                self.ventana.append(parte)
            self._sin_ventana(antes)
            return Salvo(parte)
        abre = self.sitio
        if self._signo("("):
            dentro = self._alguna()
            if not self._signo(")"):
                raise SinCerrar(self.texto, abre, "este paréntesis")
            self._sin_ventana(antes)
            return dentro
        return self._condicion()

    def _sin_ventana(self, antes: int) -> None:
        for condicion in self.ventana[antes:]:
            raise VentanaFueraDeSitio(self.texto, condicion.campo.lugar, condicion.campo.texto)

    def _condicion(self) -> Nodo:
        campo = self._nombre()
        if not campo.literal and plegar(campo.texto) == _VACIO and self._signo(":"):
            suyo = self._nombre()
            return Condicion(suyo, "=", (Valor("", suyo.lugar),))
        hallado = _OPERADOR.match(self.texto, self.sitio)
        if hallado is None:
            raise SinOperador(self.texto, campo.lugar, campo.texto, self.anterior)
        self.sitio = hallado.end()
        operador = _IGUALES.get(hallado[1], hallado[1])
        valores = self._valores(campo, operador)
        self.anterior = (f"{campo.escrito}{operador}", valores[-1].texto)
        if operador in {"!=", "!~"}:
            return Salvo(Condicion(campo, operador.removeprefix("!"), valores))
        return Condicion(campo, operador, valores)

    def _nombre(self) -> Nombre:
        self._saltar()
        lugar = self.sitio
        if self.texto[lugar : lugar + 1] in _CIERRAN:
            return Nombre(self._entre_comillas(), lugar, literal=True)
        hallado = _NOMBRE.match(self.texto, lugar)
        if hallado is None:
            raise SinCampo(self.texto, lugar)
        self.sitio = hallado.end()
        return Nombre(hallado[0], lugar)

    def _valores(self, campo: Nombre, operador: str) -> tuple[Valor, ...]:
        valores = [self._valor(campo, operador)]
        while operador in _DE_LISTA and self._signo(","):
            self._saltar()
            valores.append(self._valor(campo, operador))
        return tuple(valores)

    def _valor(self, campo: Nombre, operador: str) -> Valor:
        lugar = self.sitio
        if self.texto[lugar : lugar + 1] in _CIERRAN:
            return Valor(self._entre_comillas(), lugar)
        for forma in (_HACE, _ESTE):
            if hallado := forma.match(self.texto, lugar):
                self.sitio = hallado.end()
                return Valor(hallado[0], lugar)
        dinero = _CON_MONEDA.match(self.texto, lugar)
        if dinero and es_moneda(codigo_moneda(dinero["moneda"], "")):
            self.sitio = dinero.end()
            return Valor(dinero[0], lugar)
        texto = self._palabra_suelta(" \t=<>≥≤≠" + ("," if operador in _DE_LISTA else ""))
        sigue = _HASTA_COMPARAR.match(self.texto, self.sitio) if texto else None
        if not texto or sigue:
            raise SinValor(self.texto, lugar, campo.escrito)
        return Valor("" if plegar(texto) == _VACIO else texto, lugar)

    def _palabra_suelta(self, acaban: str) -> str:
        """Lo que sigue hasta un espacio o uno de esos signos; un paréntesis suyo va dentro."""
        abiertos, desde = 0, self.sitio
        while self.sitio < len(self.texto) and self.texto[self.sitio] not in acaban:
            signo = self.texto[self.sitio]
            abiertos += (signo == "(") - (signo == ")")
            if abiertos < 0:
                break
            self.sitio += 1
        return self.texto[desde : self.sitio]

    def _entre_comillas(self) -> str:
        abre = self.sitio
        cierra = self.texto.find(_CIERRAN[self.texto[abre]], abre + 1)
        if cierra < 0:
            raise SinCerrar(self.texto, abre, f"la comilla {self.texto[abre]}")
        self.sitio = cierra + 1
        return self.texto[abre + 1 : cierra].strip()

    def _palabra(self, palabra: str) -> bool:
        self._saltar()
        hallado = re.compile(rf"{palabra}(?=[\s(!]|$)", re.IGNORECASE).match(self.texto, self.sitio)
        if hallado:
            self.sitio = hallado.end()
        return hallado is not None

    def _signo(self, signo: str) -> bool:
        self._saltar()
        if self.texto.startswith(signo, self.sitio):
            self.sitio += 1
            return True
        return False

    def _saltar(self) -> None:
        while self.sitio < len(self.texto) and self.texto[self.sitio].isspace():
            self.sitio += 1
