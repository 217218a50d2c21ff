"""Qué hojas de un libro son listas de fichas, y cada una entendida."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from clientesctl.registro.agendas import Agenda, reconocer_agenda
from clientesctl.registro.clases import AJENA, Parecido, clase_por_nombre, parecido_a_registro
from clientesctl.registro.consentimientos import ordenar_consentimientos
from clientesctl.registro.cuerpo import filas_sueltas
from clientesctl.registro.elegir import HojaSinRegistro, SinRegistro, hoja_nombrada
from clientesctl.registro.encabezado import Encabezado, buscar_encabezado
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.hoja import HojaCruda, LibroCrudo
from clientesctl.registro.hoja_de_agenda import AgendaLeida, tabla_de_agenda
from clientesctl.registro.mando import NADIE_MANDA, ColumnaAjena, Mandadas, mandadas_si_fuera
from clientesctl.registro.mapas import Mapa
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.reconocer import avisos_de_hoja, clase_de_hoja
from clientesctl.registro.registro import Tabla
from clientesctl.registro.reparto import entender
from clientesctl.textos.cifras import contar, enumerar
from clientesctl.textos.limpieza import plegar

_A_LA_VISTA = 6
_NO_SON = frozenset(HOJAS) - {"CLIENTES"}


@dataclass(frozen=True, eq=False)
class HojaLeida:
    """Una hoja entendida, de qué perfil es y lo que hay que decir de ella.

    `sueltas` son las filas de su tabla que llevan algo y no se leen.
    """

    tabla: Tabla
    perfil: str
    avisos: tuple[str, ...] = ()
    consentimientos: Mapping[str, str] = field(default_factory=dict)
    sueltas: tuple[int, ...] = ()


def paginas(
    crudo: LibroCrudo, mapa: Mapa, politicas: Politicas, pedida: str | None
) -> tuple[list[HojaCruda], list[tuple[str, str]]]:
    """Las hojas con fichas y, de las demás que llevan algo, su nombre y por qué no.

    Lanza `SinRegistro` si no hay ninguna y `HojaDesconocida` si la pedida no está (un CSV no las
    tiene, y se lee).
    """
    if pedida and crudo.formato != "csv":
        return [hoja_nombrada(crudo, pedida)], []
    escritas = [h for h in crudo.hojas if not h.vacia]
    de_texto = crudo.formato == "csv"
    propias = [h for h in escritas if not _es_otra_cosa(h, politicas, de_texto)]
    juicios = [(h, _juzgar(h, mapa, politicas, de_texto)) for h in propias]
    buenas = [h for h, juicio in juicios if juicio.basta or _agenda(h)]
    if not buenas and len(juicios) == 1 and juicios[0][1].a_falta:
        buenas = propias
    suyas = [h for h in buenas if h.visible] or buenas
    if not suyas:
        vistas = propias or escritas
        raise SinRegistro(crudo.ruta, [_juzgar(h, mapa, politicas, False) for h in vistas])
    fuera = [(h, juicio) for h, juicio in juicios if h not in suyas]
    return suyas, [
        (h.nombre, motivo) for h, juicio in fuera if (motivo := _por_que_no(h, juicio, h in buenas))
    ]


def _juzgar(hoja: HojaCruda, mapa: Mapa, politicas: Politicas, de_texto: bool) -> Parecido:
    """Lo que la hoja se parece a una de clientes; el nombre de un CSV es el del fichero."""
    juzgada = replace(hoja, nombre="") if de_texto else hoja
    return parecido_a_registro(juzgada, _manda(hoja, mapa, politicas))


def _por_que_no(hoja: HojaCruda, juicio: Parecido, buena: bool) -> str:
    """Por qué no se lee esa hoja; vacío si no hace falta decirlo: ni se llama ni parece."""
    if buena:
        return "está oculta: si la quiere, dígala con --hoja-lista"
    if clase_por_nombre(hoja.nombre)[0] != AJENA:
        return f"no parecen fichas de clientes ({juicio.visto})"
    lo_parece = parecido_a_registro(replace(hoja, nombre=""), NADIE_MANDA).basta
    return "por su nombre no son clientes: si lo son, dígala con --hoja-lista" if lo_parece else ""


def leer_hoja(crudo: LibroCrudo, hoja: HojaCruda, mapa: Mapa, politicas: Politicas) -> HojaLeida:
    """La hoja como fichas de clientes. Lanza `HojaSinRegistro` si no se reconoce nada en ella."""
    manda = _manda(hoja, mapa, politicas)
    agenda = _agenda(hoja)
    leida = _de_agenda(hoja, *agenda, manda) if agenda else _de_lista(hoja, manda)
    if leida.perfil == "libro" and not leida.tabla.asignaciones:
        raise HojaSinRegistro(crudo.ruta, hoja.nombre)
    tabla, consentimientos = ordenar_consentimientos(leida.tabla)
    del_libro = [a for a in crudo.avisos if f"«{hoja.nombre}»" in a]
    avisos = (*del_libro, *leida.avisos, *_dudas(tabla))
    return replace(leida, tabla=tabla, avisos=avisos, consentimientos=consentimientos)


def _de_lista(hoja: HojaCruda, manda: Mandadas) -> HojaLeida:
    entendida = entender(hoja, "CLIENTES", manda)
    avisos = tuple(avisos_de_hoja(hoja, entendida.encabezado))
    leidas = set(entendida.tabla.filas.tolist())
    sueltas = tuple(filas_sueltas(hoja, entendida.encabezado, leidas))
    return HojaLeida(entendida.tabla, "libro", (*avisos, *_de_sueltas(sueltas)), sueltas=sueltas)


def _de_sueltas(filas: Sequence[int]) -> Iterator[str]:
    """Lo que hay que decir de las filas escritas que no se leen."""
    if not filas:
        return
    vistas = [str(fila) for fila in filas[:_A_LA_VISTA]]
    resto = len(filas) - len(vistas)
    cuales = enumerar([*vistas, *([f"{resto} más"] if resto else [])])
    no = "no parece una ficha y no se lee" if len(filas) == 1 else "no parecen fichas y no se leen"
    yield (
        f"{contar(len(filas), 'fila')} con algo escrito que {no} (un total, una nota, un dato"
        f" suelto): {cuales}"
    )


def _de_agenda(
    hoja: HojaCruda, agenda: Agenda, encabezado: Encabezado, manda: Mandadas
) -> HojaLeida:
    mandados = manda.resolver(encabezado.textos, hoja.nombre)
    leida = tabla_de_agenda(hoja, encabezado, agenda, mandados)
    return HojaLeida(leida.tabla, agenda.nombre, avisos_de_agenda(leida, "fila"))


def _agenda(hoja: HojaCruda) -> tuple[Agenda, Encabezado] | None:
    """La agenda que exportó esa hoja y su cabecera, si la exportó una."""
    encabezado = buscar_encabezado(hoja)
    agenda = reconocer_agenda(encabezado.textos) if encabezado.hay else None
    return (agenda, encabezado) if agenda else None


def _es_otra_cosa(hoja: HojaCruda, politicas: Politicas, de_texto: bool) -> bool:
    """Si es de ventas, de contactos… o, en un libro, la de los desplegables."""
    if _agenda(hoja):
        return False
    juzgada = replace(hoja, nombre="") if de_texto else hoja
    if plegar(juzgada.nombre) == "LISTAS":
        return True
    return clase_de_hoja(juzgada, replace(politicas, columnas={}))[0] in _NO_SON


def _manda(hoja: HojaCruda, mapa: Mapa, politicas: Politicas) -> Mandadas:
    """Lo que manda sobre sus columnas: el mapa y, si no dice nada, el clientesctl.toml de al lado.

    Ese puede ser el del registro, y hablar de otra hoja que se llama igual: entonces, nadie.
    """
    suyas = mapa.mandadas(hoja)
    if suyas.columnas:
        return suyas
    del_toml = mandadas_si_fuera(politicas, hoja.nombre, "CLIENTES")
    try:
        del_toml.resolver(buscar_encabezado(hoja, del_toml.cabeceras).textos, hoja.nombre)
    except ColumnaAjena:
        return NADIE_MANDA
    return del_toml


def _dudas(tabla: Tabla) -> Iterator[str]:
    for a in tabla.dudosas:
        cual = f"«{a.cabecera}»" if a.cabecera else f"la columna {a.columna}"
        yield (
            f"{cual} se lee como {a.campo.upper()} sin certeza ({a.certeza:.0%}, {a.motivo}): "
            "dígalo con --mapa"
        )


def avisos_de_agenda(leida: AgendaLeida, que: str) -> tuple[str, ...]:
    """Lo que de una agenda no se leyó y lo que no cupo donde debía."""
    avisos = []
    if leida.vacias:
        avisos.append(f"{contar(leida.vacias, que)} sin nombre, teléfono ni correo: no se lee")
    if leida.aparte:
        cuantas = contar(leida.aparte, "segunda dirección", "segundas direcciones")
        avisos.append(f"{cuantas} en OBSERVACIONES: en la ficha cabe una")
    return tuple(avisos)
