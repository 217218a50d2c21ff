"""Las listas de llamadas rellenadas, recogidas: al libro de una vez, y lo que se cuenta de ello."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientesctl.captura.ficha_de_lista import Duenos
from clientesctl.captura.recoger import Cosecha, Recogida, SinRecoger, recoger
from clientesctl.entregas.lista import Columna, Lista
from clientesctl.libro.candado import quien_lo_tiene
from clientesctl.operaciones.aplicar import Aplicado
from clientesctl.operaciones.capturar import escribir as escribir_plan
from clientesctl.operaciones.hecho_dictado import Dictado
from clientesctl.operaciones.libros import EXTENSIONES, VARIABLE_LIBRO
from clientesctl.operaciones.lista_leida import Fuera, ListaLeida, NoEsLista, leer_lista
from clientesctl.operaciones.planes import en_objeto, renglones
from clientesctl.registro.errores import ErrorLibro, ErrorUso
from clientesctl.registro.registro import Registro

ORDEN = "llamadas recoger"
_SIN_RESULTADO = "(SIN RESULTADO)"


@dataclass(frozen=True)
class Traidas:
    """Las listas leídas, lo que no se ha podido leer y lo que hay que saber de ellas."""

    listas: tuple[ListaLeida, ...]
    ilegibles: tuple[SinRecoger, ...] = ()
    avisos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vuelta:
    """Lo que se recoge de unas listas, aún sin escribir."""

    dictado: Dictado
    traidas: Traidas
    cosecha: Cosecha

    @property
    def sin_recoger(self) -> tuple[SinRecoger, ...]:
        """Todo lo que no se recoge: lo ilegible, las filas que no entran y lo escrito fuera."""
        escrito = (
            SinRecoger(lista.ruta.name, fuera.fila, fuera.celda, _frase_de(fuera))
            for lista in self.traidas.listas
            for fuera in lista.fuera
        )
        todas = (*self.traidas.ilegibles, *self.cosecha.sin_recoger, *escrito)
        return tuple(sorted(todas, key=lambda s: (s.fichero, s.fila, s.celda)))


@dataclass(frozen=True, slots=True)
class PorVendedor:
    """Lo recogido de un vendedor."""

    vendedor: str
    recogidas: int
    ya: int
    resultados: Mapping[str, int]
    proximas: int


def traer(rutas: Sequence[Path]) -> Traidas:
    """Las listas de esos ficheros y carpetas.

    Raises:
        NoEsLista, ErrorLibro: un fichero que se nombró no es una lista, o no se puede leer.
        SinListas: no hay ninguna.
    """
    listas: dict[Path, ListaLeida] = {}
    ilegibles: list[SinRecoger] = []
    avisos: list[str] = []
    for ruta, nombrada in _ficheros(rutas):
        if ruta.resolve() in listas:
            continue
        try:
            listas[ruta.resolve()] = leer_lista(ruta)
        except NoEsLista:
            if nombrada:
                raise
            avisos.append(f"«{ruta}» no es una lista de llamadas: no se mira")
        except ErrorLibro as motivo:
            if nombrada:
                raise
            ilegibles.append(SinRecoger(ruta.name, 0, "", str(motivo)))
        if (apertura := quien_lo_tiene(ruta)) is not None:
            avisos.append(f"«{ruta}» está {apertura}: se recoge solo lo que se haya guardado")
    if not listas and not ilegibles:
        raise SinListas(rutas)
    return Traidas(tuple(listas.values()), tuple(ilegibles), tuple(avisos))


def _ficheros(rutas: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Cada fichero, y si se nombró él mismo."""
    for ruta in rutas:
        if not ruta.is_dir():
            yield ruta, True
            continue
        for dentro in sorted(ruta.iterdir()):
            suya = dentro.suffix.lower() in EXTENSIONES
            if suya and dentro.is_file() and not dentro.name.startswith(("~$", ".")):
                yield dentro, False


def que_libro(pedido: Path | None, traidas: Traidas) -> Path | None:
    """El registro de las listas: el pedido o, si no se dice, el que nombran, a su lado o encima."""
    if pedido is not None or os.environ.get(VARIABLE_LIBRO):
        return pedido
    nombrados = {Path(lista.registro).name for lista in traidas.listas if lista.registro}
    if len(nombrados) != 1:
        return None
    carpeta = traidas.listas[0].ruta.absolute().parent
    sitios = (donde / next(iter(nombrados)) for donde in (carpeta, carpeta.parent))
    return next((sitio for sitio in sitios if sitio.is_file()), None)


def proponer(dictado: Dictado, traidas: Traidas) -> Vuelta:
    """Lo que se apuntaría, y lo que no.

    Raises:
        OtroRegistro: las listas se hicieron de otro libro.
        Rechazo: en CONTACTOS no se puede escribir.
    """
    registro = dictado.abierto.registro
    for lista in traidas.listas:
        _exigir_que_sea_suya(lista, registro)
    filas = [fila for lista in traidas.listas for fila in lista.rellenadas]
    return Vuelta(dictado, traidas, recoger(dictado.libreta, filas))


def escribir(vuelta: Vuelta, momento: dt.datetime, esperar: float) -> Aplicado:
    """Todo de una vez, o nada; con el libro abierto queda apuntado y lo dice `QuedaPendiente`."""
    return escribir_plan(vuelta.cosecha.plan, vuelta.dictado.abierto, ORDEN, momento, esperar)


def por_vendedor(vuelta: Vuelta) -> list[PorVendedor]:
    """Un resumen por vendedor con algo rellenado, por su nombre."""
    cosecha = vuelta.cosecha
    recogidas: dict[str, list[Recogida]] = {}
    for recogida in cosecha.recogidas:
        recogidas.setdefault(recogida.fila.vendedor, []).append(recogida)
    ya = Counter(fila.vendedor for fila in cosecha.ya)
    return [
        PorVendedor(
            vendedor,
            len(suyas := recogidas.get(vendedor, [])),
            ya[vendedor],
            contar_resultados(suyas),
            sum(bool(r.datos.get("proxima_fecha")) for r in suyas),
        )
        for vendedor in sorted({*recogidas, *ya})
    ]


def contar_resultados(recogidas: Sequence[Recogida]) -> dict[str, int]:
    """Cuántas de cada resultado, el más frecuente primero."""
    cuantas = Counter(r.resultado or _SIN_RESULTADO for r in recogidas)
    return dict(sorted(cuantas.items(), key=lambda par: (-par[1], par[0])))


def como_lista(vuelta: Vuelta, *, escrito: bool) -> Lista:
    """Los contactos recogidos, uno por renglón; el JSON lleva además lo que no entra."""
    filas = [_fila(r, vuelta.dictado.abierto.registro) for r in vuelta.cosecha.recogidas]
    titulo = f"LLAMADAS RECOGIDAS {vuelta.dictado.libreta.hoy.isoformat()}"
    objeto = en_json(vuelta, escrito=escrito)
    return Lista(titulo, _COLUMNAS, filas, plural="contactos", objeto=objeto)


_CAMPOS = ("fecha", "tipo", "resultado", "proxima_fecha", "proximo_paso", "quien", "notas")
_COLUMNAS = (
    Columna("ID"), Columna("CLIENTE"), Columna("NOMBRE", ancho=28),
    *(Columna(campo.upper()) for campo in _CAMPOS),
    Columna("FICHERO"), Columna("FILA LISTA", "entero"),
)  # fmt: skip


def _fila(recogida: Recogida, registro: Registro) -> list[str | int]:
    datos = (recogida.datos.get(campo, "") for campo in _CAMPOS)
    suya = recogida.fila
    return [
        recogida.id, _clave(recogida, registro), recogida.nombre, *datos, suya.fichero, suya.fila
    ]  # fmt: skip


def _clave(recogida: Recogida, registro: Registro) -> str:
    clientes = registro.clientes
    fila = int(clientes.filas[recogida.cliente])
    return clientes.identificador(recogida.cliente) or f"fila:{fila}"


def quien_es(recogida: Recogida, vuelta: Vuelta) -> str:
    """Su clave y su nombre: «C-00042 ANA GIL»."""
    clave = _clave(recogida, vuelta.dictado.abierto.registro)
    return f"{clave} {recogida.nombre}".rstrip()


def en_json(vuelta: Vuelta, *, escrito: bool) -> dict[str, Any]:
    """Lo recogido, como sale en el JSON; sin escribir, con los cambios que haría."""
    registro, cosecha = vuelta.dictado.abierto.registro, vuelta.cosecha
    objeto: dict[str, Any] = {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": vuelta.dictado.libreta.hoy.isoformat(),
        "escrito": escrito,
        "listas": [_lista_en_json(lista, vuelta) for lista in vuelta.traidas.listas],
        "contactos": [_contacto_en_json(r, registro) for r in cosecha.recogidas],
        "sin_recoger": [
            {"fichero": s.fichero, "fila": s.fila or None, "celda": s.celda or None,
             "mensaje": s.frase}
            for s in vuelta.sin_recoger
        ],
        "resumen": {
            "recogidas": len(cosecha.recogidas),
            "ya_recogidas": len(cosecha.ya),
            "sin_recoger": len(vuelta.sin_recoger),
            "proximos_pasos": sum(bool(r.datos.get("proxima_fecha")) for r in cosecha.recogidas),
            "por_resultado": contar_resultados(cosecha.recogidas),
            "por_vendedor": {
                v.vendedor: {"recogidas": v.recogidas, "ya_recogidas": v.ya,
                             "por_resultado": v.resultados, "proximos_pasos": v.proximas}
                for v in por_vendedor(vuelta)
            },
        },
    }  # fmt: skip
    if not escrito:
        objeto["cambios"] = [en_objeto(r) for r in renglones(cosecha.plan, registro)]
    return objeto


def _lista_en_json(lista: ListaLeida, vuelta: Vuelta) -> dict[str, Any]:
    nombre = lista.ruta.name
    return {
        "fichero": str(lista.ruta),
        "vendedor": lista.vendedor,
        "dia": lista.dia and lista.dia.isoformat(),
        "llamadas": sum(bool(f.id or f.huella) for f in lista.filas),
        "rellenadas": len(lista.rellenadas),
        "recogidas": sum(r.fila.fichero == nombre for r in vuelta.cosecha.recogidas),
    }


def _contacto_en_json(recogida: Recogida, registro: Registro) -> dict[str, Any]:
    datos = {campo: recogida.datos.get(campo) for campo in _CAMPOS}
    return {
        "id": recogida.id or None,
        "cliente": {
            "fila": int(registro.clientes.filas[recogida.cliente]),
            "id": registro.clientes.identificador(recogida.cliente),
            "nombre": recogida.nombre,
        },
        **datos,
        "fichero": recogida.fila.fichero,
        "fila_lista": recogida.fila.fila,
        "ademas": list(recogida.ademas),
        "avisos": list(recogida.avisos),
    }


def _frase_de(fuera: Fuera) -> str:
    if not fuera.titulo:
        return f"«{fuera.escrito}» está en una columna que no se recoge: páselo a NOTAS"
    quien = fuera.id or "QUIÉN"
    return (
        f"{fuera.titulo} se cambió en la lista («{fuera.escrito}») y no se recoge: si es lo bueno,"
        f" «clientesctl editar {quien} …»"
    )


def _exigir_que_sea_suya(lista: ListaLeida, registro: Registro) -> None:
    """Nada, si la lista se hizo de ese registro, se llame ahora como se llame."""
    nombradas = [fila for fila in lista.filas if fila.id or fila.huella]
    otro = bool(lista.registro) and lista.registro != registro.ruta.name
    if not nombradas:
        return
    duenos = Duenos(registro)
    suyas = sum(map(duenos.conoce, nombradas))
    if not suyas or (otro and 2 * suyas < len(nombradas)):
        raise OtroRegistro(lista, registro.ruta)


class SinListas(ErrorUso):
    """En lo que se dio no hay ninguna lista de llamadas."""

    def __init__(self, rutas: Sequence[Path]) -> None:
        donde = ", ".join(f"«{ruta}»" for ruta in rutas)
        super().__init__(
            f"en {donde} no hay ninguna lista de llamadas: dé la carpeta en que las dejó"
            " «clientesctl llamadas --por vendedor --salida listas/»"
        )


class OtroRegistro(ErrorUso):
    """La lista se hizo de otro libro."""

    def __init__(self, lista: ListaLeida, libro: Path) -> None:
        suyo = f"se hizo de «{lista.registro}»" if lista.registro else "es de otro libro"
        super().__init__(
            f"«{lista.ruta}» {suyo} y sus fichas no son las de «{libro}»: diga cuál es con --libro."
            " No se ha recogido nada"
        )
