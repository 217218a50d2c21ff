"""Una fila rellenada de una lista de llamadas, entendida: el contacto que dice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from clientesctl.captura.contacto import ContactoDicho
from clientesctl.captura.cuando import Cuando, leer_cuando
from clientesctl.captura.en_casa import lista_de
from clientesctl.captura.entradas import entrada
from clientesctl.captura.errores_cuando import DiaDeDosManeras
from clientesctl.captura.errores_recoger import (
    CasillaConError,
    FechaRara,
    HechoFuera,
    MedioRaro,
    NumeroSuelto,
    ProximaDeAntes,
    SinDecirQue,
    SinDia,
)
from clientesctl.captura.libreta import Libreta
from clientesctl.registro.columna import Tipo
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.textos.limpieza import limpiar_espacios, plegar
from clientesctl.textos.medios import ALIAS, leer_medio
from clientesctl.textos.resultados import PIDE_PRESUPUESTO, RESULTADOS, leer_resultado

_NO_SE_BUSCAN = frozenset({"QUEJA", "NOTA"})
_SERIE = range(36_526, 73_051)
"""Los números de serie de Excel de 2000 a 2099: una fecha en una celda sin formato de fecha."""
_PROXIMA = "PRÓXIMA FECHA"
_EPOCA = dt.date(1899, 12, 30)
_EN_EL_DESPLEGABLE, _LETRAS = 16, 30


@dataclass(frozen=True, slots=True)
class Rellenada:
    """Lo que dice una fila. `dia` es el de la lista (None si no consta) y `sugerido`, el medio que
    llevaba puesto; `id`, `huella` y `fila_ficha` (0 si no consta), con qué se nombró a su ficha.
    """

    fichero: str
    fila: int
    nombre: str
    vendedor: str
    dia: dt.date | None
    id: str = ""
    huella: str = ""
    fila_ficha: int = 0
    sugerido: str = ""
    medio: str = ""
    resultado: str = ""
    notas: str = ""
    proxima: Dato = VACIO
    hecho: Dato = VACIO
    celdas: Mapping[str, str] = field(default_factory=dict)
    """Dónde está cada casilla, por su título: «RESULTADO» → «G7»."""
    errores: Mapping[str, str] = field(default_factory=dict)
    """Las casillas que no se pueden leer, y qué tienen."""

    @property
    def dice_algo(self) -> bool:
        """Si se rellenó: el medio que ya iba puesto no dice nada."""
        return bool(self.dice_que or self.cambia_medio or self.hecho != VACIO or self.errores)

    @property
    def dice_que(self) -> bool:
        """Si dice qué pasó o qué queda por hacer."""
        return bool(self.resultado or self.notas) or self.proxima != VACIO

    @property
    def cambia_medio(self) -> bool:
        """Si el medio no es el que iba puesto."""
        return bool(self.medio) and plegar(self.medio) != plegar(self.sugerido)

    @property
    def es_de_nadie(self) -> bool:
        """Si la lista era de quienes no tienen vendedor."""
        return not self.vendedor or plegar(self.vendedor).startswith("SIN VENDEDOR")


def entender(fila: Rellenada, libreta: Libreta, formas: Mapping[str, str]) -> ContactoDicho:
    """El contacto que dice la fila; los días sin año, hacia delante desde el de la lista.

    `formas` son las de `formas_de`.

    Raises:
        NoSeRecoge: algo no se entiende; dice en qué casilla y qué hacer.
    """
    for casilla, escrito in fila.errores.items():
        raise CasillaConError(casilla, escrito)
    if not fila.dice_que:
        casilla = "MEDIO" if fila.cambia_medio else "HECHO EL"
        raise SinDecirQue(casilla, fila.medio if fila.cambia_medio else fila.hecho.texto)
    dia = _dia_en_que_fue(fila, libreta.hoy)
    medio = _medio(fila, libreta)
    proxima = _cuando(_PROXIMA, fila.proxima, dia)
    if proxima is not None and proxima.dia < dia:
        raise ProximaDeAntes(proxima.dia, dia)
    resultado, notas = _resultado(fila, libreta, formas)
    return ContactoDicho(
        fecha=dia,
        tipo=medio,
        sentido="SALIENTE" if _se_dice_sentido(medio, libreta) else "",
        quien="" if fila.es_de_nadie else fila.vendedor,
        asunto=asunto_de_otro_dia(fila.dia) if fila.dia is not None and dia != fila.dia else "",
        resultado=resultado,
        notas=notas,
        proximo_paso="" if proxima is None else _paso(fila.resultado, proxima),
        proxima_fecha=None if proxima is None else proxima.dia,
    )


def asunto_de_otro_dia(dia: dt.date) -> str:
    """Con qué asunto queda lo que se hizo otro día que el de la lista: dice de cuál salió."""
    return f"LISTA DEL {dia:%d/%m/%Y}"


def medios_de(libreta: Libreta) -> list[str]:
    """Los medios con que se busca a un cliente, como los llama ese registro."""
    tipos = lista_de(libreta, "CONTACTOS", "tipo")
    return [t for t in tipos if leer_medio(t) not in _NO_SE_BUSCAN]


def resultados_de(libreta: Libreta) -> list[tuple[str, str]]:
    """Los del desplegable con lo que pasa al ponerlos: los de siempre y los que usa el registro.

    Cada uno de los de siempre va como más se escribe en él.
    """
    formas = formas_de(libreta)
    ofrecidos = {formas.get(r.nombre, r.nombre): r.que_pasa for r in RESULTADOS}
    vistos = set(map(plegar, ofrecidos))
    for usado in _usados(libreta):
        nuevo = not leer_resultado(usado) and plegar(usado) not in vistos
        if nuevo and len(usado) <= _LETRAS and len(ofrecidos) < _EN_EL_DESPLEGABLE:
            ofrecidos[usado] = ""
            vistos.add(plegar(usado))
    return list(ofrecidos.items())


def formas_de(libreta: Libreta) -> Mapping[str, str]:
    """Cómo escribe ese registro cada uno de los resultados de siempre que ya lleva."""
    formas: dict[str, str] = {}
    for usado in _usados(libreta):
        if conocido := leer_resultado(usado):
            formas.setdefault(conocido, usado)
    return formas


def _usados(libreta: Libreta) -> Iterator[str]:
    """Los de su lista o, sin ella, los que se repiten, el más escrito primero."""
    lista = lista_de(libreta, "CONTACTOS", "resultado")
    tabla = libreta.registro.tabla("CONTACTOS")
    if lista or tabla is None or "resultado" not in tabla:
        yield from lista
        return
    columna = tabla["resultado"]
    veces = zip(columna.frecuencias().tolist(), map(str, columna.textos), strict=True)
    repetidos = sorted((-n, limpiar_espacios(t)) for n, t in veces if n > 1 and t.strip())
    yield from (texto for _, texto in repetidos)


def _dia_en_que_fue(fila: Rellenada, hoy: dt.date) -> dt.date:
    if fila.dia is None and fila.hecho == VACIO:
        raise SinDia
    lista = fila.dia or hoy
    dicho = _cuando("HECHO EL", fila.hecho, lista)
    dia = lista if dicho is None else dicho.dia
    if dia > hoy or (fila.dia is not None and dia < lista):
        raise HechoFuera("" if dicho is None else "HECHO EL", dia, lista, hoy)
    return dia


def _medio(fila: Rellenada, libreta: Libreta) -> str:
    escrito = fila.medio or fila.sugerido
    tipos = lista_de(libreta, "CONTACTOS", "tipo")
    leido = entrada(escrito, tipos, ALIAS) or entrada(leer_medio(escrito), tipos, ALIAS)
    if escrito and leido is None:
        raise MedioRaro(escrito, medios_de(libreta))
    return leido or ""


def _se_dice_sentido(medio: str, libreta: Libreta) -> bool:
    """Una queja la trae el cliente, y a una hoja sin SENTIDO no se le añade."""
    tabla = libreta.registro.tabla("CONTACTOS")
    return leer_medio(medio) not in _NO_SE_BUSCAN and (tabla is None or "sentido" in tabla)


def _resultado(fila: Rellenada, libreta: Libreta, formas: Mapping[str, str]) -> tuple[str, str]:
    """El resultado y las notas; el que no admite la lista de la hoja pasa a las notas."""
    conocido = leer_resultado(fila.resultado)
    escrito = formas.get(conocido, conocido) or fila.resultado
    lista = lista_de(libreta, "CONTACTOS", "resultado")
    if escrito and lista and plegar(escrito) not in map(plegar, lista):
        return "", ". ".join(filter(None, (escrito, fila.notas)))
    return escrito, fila.notas


def _cuando(casilla: str, dato: Dato, desde: dt.date) -> Cuando | None:
    """El día (y la hora, si se dijo) de una casilla de fecha; None si está vacía."""
    if dato == VACIO or not dato.texto.strip():
        return None
    if dato.tipo == Tipo.FECHA:
        dia = dt.date.fromisoformat(dato.texto[:10])
        if dia.year == _EPOCA.year + 1:
            # Un «7» en una celda con formato de fecha es el 7 de enero de 1900.
            raise NumeroSuelto(casilla, str(dia.timetuple().tm_yday))
        return Cuando(dia, _hora(dato.texto[11:16]))
    suelto = dato.texto.strip().removesuffix(".0")
    if suelto.isdecimal() and len(suelto) < 8:
        if int(suelto) in _SERIE:
            return Cuando(_EPOCA + dt.timedelta(days=int(suelto)))
        raise NumeroSuelto(casilla, suelto)
    try:
        return _dicho(casilla, dato.texto, desde)
    except ErrorUso as motivo:
        raise FechaRara(casilla, str(motivo)) from motivo


def _dicho(casilla: str, texto: str, desde: dt.date) -> Cuando:
    try:
        return leer_cuando(texto, desde)
    except DiaDeDosManeras:
        if casilla != _PROXIMA:
            raise
    # «Lunes», en la lista de un lunes, no es el mismo día en que se habló.
    return leer_cuando(texto, desde + dt.timedelta(days=1))


def _hora(texto: str) -> dt.time | None:
    return dt.time.fromisoformat(texto) if texto and texto != "00:00" else None


def _paso(resultado: str, proxima: Cuando) -> str:
    """Lo que queda por hacer ese día."""
    que = "ENVIAR PRESUPUESTO" if leer_resultado(resultado) == PIDE_PRESUPUESTO else "LLAMAR"
    return f"{que} A LAS {proxima.hora:%H:%M}" if proxima.hora else que
