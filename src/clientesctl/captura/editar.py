"""Una ficha que cambia, pasada por las políticas solo en lo que se toca."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from clientesctl.captura.cambio_id import arrastrar_id
from clientesctl.captura.campos import Dictado
from clientesctl.captura.consentir import HOJA, Permiso, Prueba, apuntar
from clientesctl.captura.encajar import encajar
from clientesctl.captura.exigir import separar_hallazgos
from clientesctl.captura.nombrar_cliente import nombrar_cliente
from clientesctl.captura.preparar import Arreglado, Preparada, arreglos_de, encajar_en
from clientesctl.captura.puerta import Recibido, recibir
from clientesctl.captura.redactor import Redactor
from clientesctl.captura.sin_entender import fuera_de_su_lista, sin_entender
from clientesctl.duplicados.fusion_referencias import leer_referencias
from clientesctl.registro.errores import ErrorUso, Rechazo
from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.plan import VACIO, Dato, Plan
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.cifras import enumerar
from clientesctl.textos.limpieza import es_marcador

_PARTES = ("nombre", "apellido_1", "apellido_2", "apellidos")


@dataclass(frozen=True, eq=False)
class Edicion:
    """Lo que cambia en una ficha, por las columnas de su registro, y lo que se ha de mirar.

    `antes` y `despues` son la ficha entera, para compararla con las demás.
    """

    posicion: int
    datos: Mapping[str, Dato]
    errores: tuple[Hallazgo, ...] = ()
    avisos: tuple[Hallazgo, ...] = ()
    arreglos: tuple[Arreglado, ...] = ()
    antes: Preparada = field(default_factory=lambda: Preparada({}))
    despues: Preparada = field(default_factory=lambda: Preparada({}))


def preparar_edicion(
    dictado: Dictado,
    registro: Registro,
    politicas: Politicas,
    posicion: int,
    hoy: dt.date,
    solo_si_hay: Collection[str] = (),
) -> Edicion:
    """La ficha de esa posición con lo dictado; lo que ya estaba mal en lo demás no se juzga.

    De `solo_si_hay` no se añade la columna si falta.

    Raises:
        VaEnOtraColumna: en ese registro el dato va junto con otros, o en otra columna.
        NoEsUnDato: lo tecleado quiere decir que no hay dato, y lo había.
    """
    clientes = registro.clientes
    _exigir_datos(dictado.valores, clientes, posicion)
    tocados = {c: v for c, v in dictado.valores.items() if c in clientes or c not in solo_si_hay}
    escritos = {c: clientes.texto(c, posicion) for c in clientes.columnas}
    resto = {c: v for c, v in escritos.items() if c not in tocados} | _sin_las_partes(tocados)
    de_antes, sin_lo_tocado, de_ahora = (
        recibir({c: v for c, v in valores.items() if v}, registro, politicas, hoy)
        for valores in (escritos, resto, {**resto, **tocados})
    )
    cambian = _lo_que_cambia(tocados, escritos, de_antes, sin_lo_tocado, de_ahora)
    nuevos = _nuevos(de_antes, de_ahora, tocados)
    nuevos += fuera_de_su_lista(dictado.otras, registro, politicas)
    errores, avisos = separar_hallazgos(nuevos, clientes, politicas)
    _exigir_su_columna(tocados, cambian, clientes, posicion)
    otras = sin_entender(dictado.otras, registro)
    queda = encajar_en(cambian, clientes, cambian.keys() - tocados.keys())
    return Edicion(
        posicion,
        {**queda, **otras},
        errores,
        avisos,
        arreglos_de(tocados, cambian, queda),
        Preparada(de_antes.datos),
        Preparada(de_ahora.datos),
    )


def _lo_que_cambia(
    tocados: Mapping[str, str],
    escritos: Mapping[str, str],
    de_antes: Recibido,
    sin_lo_tocado: Recibido,
    de_ahora: Recibido,
) -> dict[str, Dato]:
    """Lo que queda en cada campo tocado y en los que cambian por ello."""
    cambian = {
        c: de_ahora.datos.get(c, VACIO)
        for c in (*tocados, *escritos, *de_ahora.datos)
        if c in tocados or _texto(sin_lo_tocado, c) != _texto(de_ahora, c)
    }
    # Lo que ya estaba escrito solo cambia si es por lo que se toca.
    igual = {c for c in escritos if escritos[c] and _texto(de_antes, c) == _texto(de_ahora, c)}
    cambian = {c: dato for c, dato in cambian.items() if c in tocados or c not in igual}
    return cambian | {c: de_ahora.datos.get(c, VACIO) for c in _sin_las_partes(tocados)}


def exigir_que_no_separe(edicion: Edicion, registro: Registro) -> None:
    """Nada, si lo que cambia no es por lo que otra hoja sabe qué filas son de este cliente.

    Raises:
        SeparaDeLoSuyo: sus ventas (o lo que sea) dejarían de ser suyas.
    """
    referencias = leer_referencias(registro, [edicion.posicion])
    suyos = [
        c
        for c, d in edicion.datos.items()
        if c in referencias.fijos and d.texto != registro.clientes.texto(c, edicion.posicion)
    ]
    if suyos and referencias.cuantas[edicion.posicion]:
        raise SeparaDeLoSuyo(suyos, referencias.sin_tocar)


def planear_edicion(
    edicion: Edicion,
    registro: Registro,
    hojas: Collection[str],
    hoy: dt.date,
    *,
    no_contactar: bool = False,
) -> tuple[Plan, tuple[str, ...]]:
    """El plan de la edición y lo que hay que decir de él; sin nada que cambiar, un plan vacío.

    Con `no_contactar` queda además apuntado en CONSENTIMIENTOS, si el libro la tiene.

    Raises:
        IdOcupado, IdDeVarias: el ID no se puede cambiar.
        Rechazo: lo que diga `Redactor`.
    """
    redactor = Redactor(registro, hojas)
    avisos = editar_con(redactor, edicion, registro, hoy, no_contactar=no_contactar)
    redactor.proponer("ficha editada")
    return redactor.plan(), avisos


def editar_con(
    redactor: Redactor,
    edicion: Edicion,
    registro: Registro,
    hoy: dt.date,
    *,
    no_contactar: bool = False,
) -> tuple[str, ...]:
    """Lo que hay que decir de la edición, que queda en el redactor con lo demás que se escriba.

    Raises:
        IdOcupado, IdDeVarias: el ID no se puede cambiar.
        Rechazo: lo que diga `Redactor`.
    """
    clientes = registro.clientes
    datos = {c: redactor.dato("CLIENTES", c, d.texto) for c, d in edicion.datos.items()}
    avisos: list[str] = []
    if "id" in datos and datos["id"].texto != clientes.texto("id", edicion.posicion):
        cuantas = arrastrar_id(redactor, registro, edicion.posicion, datos["id"].texto)
        avisos += [f"las {cuantas} filas que lo nombran pasan al ID nuevo"] if cuantas else []
    cambia = redactor.cambiar("CLIENTES", edicion.posicion, datos)
    if cambia and "fecha_modificacion" in clientes and "fecha_modificacion" not in datos:
        hecho_hoy = {"fecha_modificacion": Dato.de_fecha(hoy)}
        redactor.cambiar("CLIENTES", edicion.posicion, hecho_hoy)
    if cambia and no_contactar and registro.tabla(HOJA) is not None:
        avisos += _negar(redactor, registro, edicion.posicion, hoy)
    return tuple(avisos)


def _negar(redactor: Redactor, registro: Registro, posicion: int, hoy: dt.date) -> list[str]:
    """Deja apuntado que no consiente; si no hay con qué nombrarlo, la frase que lo dice."""
    try:
        suyo = nombrar_cliente(redactor, registro, HOJA, posicion)
    except Rechazo as motivo:
        return [f"no queda en {HOJA}: {str(motivo).partition(': ')[0]}"]
    apuntar(redactor, suyo, [Permiso("", otorgado=False)], Prueba(hoy))
    return []


def _sin_las_partes(tocados: Mapping[str, str]) -> dict[str, str]:
    """Quien da el nombre entero lo da de nuevo: las partes que hubiera dejan de valer."""
    return dict.fromkeys(_PARTES, "") if tocados.get("nombre_completo") else {}


def _texto(recibido: Recibido, campo: str) -> str:
    dato = recibido.datos.get(campo)
    return dato.texto if dato else ""


def _nuevos(de_antes: Recibido, de_ahora: Recibido, tocados: Mapping[str, str]) -> list[Hallazgo]:
    """Los defectos que trae el cambio: los que no había y los de lo que se acaba de teclear."""
    habia = {(h.campo, h.regla, h.mensaje) for h in (*de_antes.errores, *de_antes.avisos)}
    return [
        h
        for h in (*de_ahora.errores, *de_ahora.avisos)
        if (h.campo, h.regla, h.mensaje) not in habia or tocados.get(h.campo)
    ]


def _exigir_datos(tocados: Mapping[str, str], clientes: Tabla, posicion: int) -> None:
    """Nada, si ningún «N/A» o «XXX» vaciaría una celda sin que se haya pedido vaciarla."""
    for campo, valor in tocados.items():
        tiene = clientes.texto(campo, posicion) if campo in clientes else ""
        if valor.strip() and tiene.strip() and es_marcador(valor, campo):
            raise NoEsUnDato(campo, valor, tiene)


def _exigir_su_columna(
    tocados: Mapping[str, str], cambian: Mapping[str, Dato], clientes: Tabla, posicion: int
) -> None:
    """Nada, si lo tocado no va a parar, en ese registro, encima de otra cosa."""
    for campo, valor in tocados.items():
        if not valor or campo in clientes or cambian.get(campo, VACIO) == VACIO:
            continue
        for destino in encajar({campo: cambian[campo]}, clientes):
            tiene = clientes.texto(destino, posicion)
            if destino != campo and tiene and destino not in tocados:
                raise VaEnOtraColumna(campo, destino, tiene, clientes)


class NoEsUnDato(ErrorUso):
    """Lo tecleado es un «no hay», y la celda dice algo."""

    def __init__(self, campo: str, visto: str, tiene: str) -> None:
        super().__init__(
            f"{campo}=«{visto}» no es un dato, y ahora dice «{tiene}»: para vaciarlo, {campo}= (sin"
            " nada detrás). No se ha escrito nada"
        )


class VaEnOtraColumna(ErrorUso):
    """En ese registro el dato no tiene columna propia: va en otra, que ya dice algo."""

    def __init__(self, campo: str, destino: str, tiene: str, clientes: Tabla) -> None:
        sitio = clientes.asignaciones[destino].cabecera.strip() or destino.upper()
        super().__init__(
            f"«{clientes.hoja}» no tiene columna {campo.upper()}: va en «{sitio}», que ahora dice"
            f" «{tiene}»; déla entera, {destino}=…"
        )


class SeparaDeLoSuyo(ErrorUso):
    """Lo que cambia es por lo que otra hoja encuentra a este cliente."""

    def __init__(self, campos: Sequence[str], hojas: Sequence[str]) -> None:
        super().__init__(
            f"{enumerar([f'«{hoja}»' for hoja in hojas])} sabe qué filas son de este cliente por"
            f" {enumerar([c.upper() for c in campos])}, no por su ID: si cambia, dejarían de ser"
            " suyas. Cámbielo también allí, o use --a-sabiendas. No se ha escrito nada"
        )
