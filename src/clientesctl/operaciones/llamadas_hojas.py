"""Los libros con la lista de llamadas de cada vendedor, sin pisar lo que uno haya escrito."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from clientesctl.captura.entradas import entrada
from clientesctl.captura.ficha_de_lista import Duenos
from clientesctl.captura.libreta import Libreta
from clientesctl.captura.lista_rellenada import medios_de, resultados_de
from clientesctl.captura.recoger import quedan_por_recoger
from clientesctl.cartera.llamada import Llamada
from clientesctl.entregas.carpeta_sola import carpeta_sola
from clientesctl.entregas.escribir import comprobar_salida
from clientesctl.entregas.fichero import preparar_carpeta, sustituir
from clientesctl.entregas.llamadas import HojaDeLlamadas, Renglon, escribir_llamadas
from clientesctl.entregas.xlsx import es_entrega
from clientesctl.libro.candado import quien_lo_tiene
from clientesctl.operaciones.estado_listas import FicheroAjeno, nombrar_ficheros
from clientesctl.operaciones.lista_leida import ListaLeida, NoEsLista, leer_lista
from clientesctl.operaciones.llamadas_recoger import quedan_fuera
from clientesctl.registro.errores import ErrorLibro
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro
from clientesctl.textos.cifras import contar
from clientesctl.textos.medios import ALIAS
from clientesctl.textos.telefonos import leer_telefono, partir_telefonos


class HojaEscrita(NamedTuple):
    """Una lista ya escrita."""

    ruta: Path
    vendedor: str
    llamadas: int


@dataclass(frozen=True)
class Escritas:
    """Las listas escritas y las frases de las que no, o no donde siempre: qué pasa y qué hacer."""

    hojas: tuple[HojaEscrita, ...]
    avisos: tuple[str, ...] = ()


def escribir_hojas(
    carpeta: Path,
    por_vendedor: Mapping[str, Sequence[Llamada]],
    registro: Registro,
    hoy: dt.date,
    politicas: Politicas,
    solo: Collection[str] | None = None,
) -> Escritas:
    """Un libro por vendedor en la carpeta, con su lista para rellenar.

    Nunca se pierde lo que un vendedor escribió: la lista de otro día que tiene algo sin recoger, o
    que alguien tiene abierta, se queda como está, y la de hoy va a su lado con el día en el nombre;
    si la que lo tiene es la de hoy, no se hace otra. De un vendedor sin nadie (con su secuencia
    vacía) se escribe la lista vacía solo si había una de otro día. Con `solo` se escriben nada más
    las de esos vendedores, con el nombre que tendrían entre todas.

    Raises:
        FicheroAjeno: en el sitio de una lista hay otra cosa; no se ha escrito ninguna.
        CarpetaOcupada: otra ejecución está dejando las suyas; tampoco.
    """
    preparar_carpeta(carpeta)
    nombres = nombrar_ficheros(por_vendedor).items()
    rutas = {v: carpeta / f"{f}.xlsx" for v, f in nombres if solo is None or v in solo}
    with carpeta_sola(carpeta):
        sitios = _Sitios(Libreta(registro, politicas, hoy))
        destinos = {v: sitios.destino(r, v, vacia=not por_vendedor[v]) for v, r in rutas.items()}
        taller = _Taller(registro, hoy, politicas)
        escritas = []
        for vendedor, destino in destinos.items():
            if destino is not None:
                llamadas = por_vendedor[vendedor]
                with sustituir(destino, registro=registro.ruta) as provisional:
                    escribir_llamadas(provisional, taller.hoja(vendedor, llamadas))
                escritas.append(HojaEscrita(destino, vendedor, len(llamadas)))
    return Escritas(tuple(escritas), tuple(sitios.avisos))


class _Sitios:
    """Dónde va cada lista, mirado lo que hay."""

    def __init__(self, libreta: Libreta) -> None:
        self._libreta = libreta
        self.avisos: list[str] = []

    def destino(self, ruta: Path, vendedor: str, *, vacia: bool) -> Path | None:
        """Dónde se escribe la de ese vendedor; None si no se escribe."""
        comprobar_salida(ruta, self._libreta.registro.ruta)
        if not ruta.exists():
            return None if vacia else ruta
        lista = _la_que_hay(ruta)
        guarda = self._lo_que_guarda(ruta, lista)
        if not guarda:
            return ruta
        hoy = self._libreta.hoy
        if vacia or (lista is not None and lista.dia == hoy):
            que = "la de hoy no se ha vuelto a hacer" if not vacia else "hoy no hay ninguna más"
            self.avisos.append(f"{vendedor}: «{ruta}» {guarda}: {que}. {_QUE_HACER}")
            return None
        otra = ruta.with_name(f"{ruta.stem}-{hoy.isoformat()}{ruta.suffix}")
        if otra.exists() and self._lo_que_guarda(otra, _la_que_hay(otra)):
            self.avisos.append(
                f"{vendedor}: «{ruta}» y «{otra.name}» tienen cosas sin recoger: la de hoy no se ha"
                f" vuelto a hacer. {_QUE_HACER}"
            )
            return None
        self.avisos.append(
            f"{vendedor}: «{ruta}» {guarda}: no se ha tocado, y la de hoy es «{otra.name}»."
            f" {_QUE_HACER}"
        )
        return otra

    def _lo_que_guarda(self, ruta: Path, lista: ListaLeida | None) -> str:
        """Qué se perdería al pisarla; vacío si nada."""
        if (apertura := quien_lo_tiene(ruta)) is not None:
            return f"está {apertura}"
        if lista is None:
            return ""
        sin_recoger = quedan_por_recoger(self._libreta, lista.rellenadas)
        if sin_recoger:
            cuantas = contar(sin_recoger, "fila rellenada", "filas rellenadas")
            return f"tiene {cuantas} sin recoger"
        if fuera := quedan_fuera(lista, Duenos(self._libreta.registro)):
            primera = fuera[0]
            return f"tiene algo escrito donde no se recoge ({primera.celda}: {primera.escrito})"
        return ""


_QUE_HACER = "Recójalas con «clientesctl llamadas recoger», o quítela de ahí si no hace falta"


def _la_que_hay(ruta: Path) -> ListaLeida | None:
    """La lista de llamadas que hay ahí; None si es otra lista que salió de aquí."""
    try:
        return leer_lista(ruta)
    except NoEsLista:
        if not es_entrega(ruta):
            raise FicheroAjeno(ruta) from None
        return None
    except ErrorLibro:
        raise FicheroAjeno(ruta) from None


class _Taller:
    """Las llamadas como renglones, con lo que hace falta para reconocer su ficha a la vuelta."""

    def __init__(self, registro: Registro, hoy: dt.date, politicas: Politicas) -> None:
        libreta = Libreta(registro, politicas, hoy)
        self._registro, self._hoy = registro, hoy
        self._duenos = Duenos(registro)
        self._paises = paises_por_fila(registro.clientes, registro.pais)
        self._medios = medios_de(libreta)
        self._resultados = resultados_de(libreta)

    def hoja(self, vendedor: str, llamadas: Sequence[Llamada]) -> HojaDeLlamadas:
        """La lista de ese vendedor."""
        return HojaDeLlamadas(
            vendedor,
            self._hoy,
            self._registro.ruta.name,
            [self._renglon(llamada) for llamada in llamadas],
            self._resultados,
            self._medios,
        )

    def _renglon(self, llamada: Llamada) -> Renglon:
        posicion = llamada.cliente.posicion
        pais = self._paises.texto(posicion)
        dichas = (
            llamada.cliente.nombre,
            llamada.telefono,
            llamada.motivo,
            llamada.hora,
            llamada.ultima,
        )
        de_mas = (
            llamada.otro_telefono,
            llamada.email,
            llamada.interes,
            llamada.por_que_medio,
        )
        return Renglon(
            dichas,
            de_mas,
            self._medio(llamada.medio),
            _para_marcar(llamada.telefono, pais),
            self._duenos.senas(posicion),
        )

    def _medio(self, medio: str) -> str:
        """El medio como lo llama ese registro."""
        return entrada(medio, self._medios, ALIAS) or medio


def _para_marcar(telefono: str, pais: str) -> str:
    """El número con su prefijo internacional; vacío si no se sabe cuál es."""
    leido = leer_telefono(partir_telefonos(telefono, pais)[0], pais) if telefono else None
    return "" if leido is None else leido.e164
