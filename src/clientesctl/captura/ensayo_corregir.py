"""Lo capturado en un ensayo, corregido contra sus respuestas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clientesctl.captura import ensayo_juicios as juicios
from clientesctl.captura.ensayo import QUIEN, Ensayo, Persona
from clientesctl.captura.ensayo_cotejo import emparejar
from clientesctl.captura.ensayo_juicios import Juicio, juzgar
from clientesctl.captura.ensayo_nota import DOBLES, SIN_DECIR, TODAS, Falta, Marca, Nota
from clientesctl.captura.ensayo_permisos import leer_permisos, mirar_permisos
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar

_Permisos = Mapping[str, Mapping[str, tuple[bool, bool]]]
_Vista = tuple[str, str, bool]
"""Quién, qué política y si la cumplió."""


def corregir(ensayo: Ensayo, registro: Registro) -> Nota:
    """La nota de lo capturado en ese registro."""
    clientes, permisos = registro.clientes, leer_permisos(registro)
    faltas: list[Falta] = []
    vistas: list[_Vista] = []
    primeras: dict[int, int] = {}
    duenos = emparejar(clientes, ensayo.personas, ensayo.pais)
    for posicion, cual in duenos.items():
        quien = _quien(clientes, posicion)
        if cual is None:
            suyas, suyo = [_sin_pareja(clientes, posicion, quien)], _una_mal(quien, TODAS)
        elif cual in primeras:
            persona = ensayo.personas[cual]
            suyas = [_doble(clientes, posicion, primeras[cual], persona, quien)]
            suyo = _una_mal(quien, DOBLES)
        else:
            primeras[cual] = posicion
            persona = ensayo.personas[cual]
            suyas = list(_mirar(clientes, posicion, persona, ensayo, permisos))
            suyo = list(_contar(quien, persona, suyas))
        faltas += suyas
        vistas += suyo
    for cual, persona in enumerate(ensayo.personas):
        if cual not in primeras:
            faltas.append(_no_esta(persona))
            vistas += _una_mal(SIN_DECIR, TODAS)
    orden = sorted(faltas, key=lambda f: (f.quien, f.papeles, f.gravedad != "error", f.politica))
    return Nota(tuple(orden), tuple(_marcar(vistas)), len(duenos), len(ensayo.personas))


def _una_mal(quien: str, politica: str) -> list[_Vista]:
    return [(quien, politica, False)]


def _mirar(
    clientes: Tabla, posicion: int, persona: Persona, ensayo: Ensayo, permisos: _Permisos
) -> Iterator[Falta]:
    """Lo que no está bien en esa ficha."""
    quien, fila = _quien(clientes, posicion), int(clientes.filas[posicion])
    for campo, escrito, bueno, juicio in _juicios(clientes, posicion, persona, ensayo, permisos):
        yield Falta(
            quien,
            persona.papeles,
            fila,
            juicio.politica,
            juicio.mensaje,
            campo,
            escrito,
            bueno,
            juicio.gravedad,
        )


def _juicios(
    clientes: Tabla, posicion: int, persona: Persona, ensayo: Ensayo, permisos: _Permisos
) -> Iterator[tuple[str, str, str, Juicio]]:
    """Campo, lo escrito, lo esperado y qué pasa con ello."""
    for campo, valen in persona.esperado.items():
        escrito = _escrito(clientes, campo, posicion)
        for juicio in juzgar(campo, escrito, valen, ensayo.pais):
            yield campo, escrito, valen[0], juicio
    for campo in persona.vacios:
        if escrito := clientes.texto(campo, posicion):
            yield campo, escrito, "", Juicio(juicios.EN_BLANCO, "error", "debía quedar en blanco")
    suyos = permisos.get(clientes.identificador(posicion) or "", {})
    for canal, dicho, juicio in mirar_permisos(persona.permisos, suyos):
        marcado = {True: "SI", False: "NO", None: ""}[persona.permisos[canal]]
        yield f"consiente_{canal.lower()}", dicho, marcado, juicio


def _escrito(clientes: Tabla, campo: str, posicion: int) -> str:
    """Lo que hay en la celda; el móvil vale también en la otra columna de teléfono."""
    escrito = clientes.texto(campo, posicion)
    return escrito or (clientes.texto("telefono", posicion) if campo == "movil" else "")


def _contar(quien: str, persona: Persona, suyas: Sequence[Falta]) -> Iterator[_Vista]:
    """Cada política que esa ficha ponía a prueba, y si se cumplió. Un aviso no quita nota."""
    malas = {f.politica for f in suyas if f.gravedad == "error"}
    puestas = {juicios.DE_CADA_CAMPO[c] for c in persona.esperado if c in juicios.DE_CADA_CAMPO}
    if any(c.mayusculas for c in map(del_esquema, persona.esperado) if c is not None):
        puestas.add(juicios.MAYUSCULAS)
    si_hay = (
        (persona.permisos, juicios.PERMISOS),
        (persona.vacios, juicios.EN_BLANCO),
        (len(persona.papeles) > 1, DOBLES),
    )
    puestas |= {politica for hay, politica in si_hay if hay}
    for politica in sorted(puestas | malas):
        yield quien, politica, politica not in malas


def _marcar(vistas: Sequence[_Vista]) -> Iterator[Marca]:
    for quien, politica in sorted({(q, p) for q, p, _ in vistas}):
        suyas = [bien for q, p, bien in vistas if (q, p) == (quien, politica)]
        yield Marca(quien, politica, len(suyas), sum(suyas))


def _quien(clientes: Tabla, posicion: int) -> str:
    for nombre, columna in clientes.otras.items():
        if plegar(nombre) == QUIEN:
            return columna.texto(posicion).strip().upper() or SIN_DECIR
    return SIN_DECIR


def _nombre(clientes: Tabla, posicion: int) -> str:
    partes = (clientes.texto(c, posicion) for c in ("nombre", "apellido_1", "razon_social"))
    return " ".join(filter(None, partes))


def _sin_pareja(clientes: Tabla, posicion: int, quien: str) -> Falta:
    mensaje = "no se parece a ninguna ficha del ensayo"
    fila, nombre = int(clientes.filas[posicion]), _nombre(clientes, posicion)
    return Falta(quien, (), fila, TODAS, mensaje, escrito=nombre)


def _doble(clientes: Tabla, posicion: int, otra: int, persona: Persona, quien: str) -> Falta:
    fila, primera = int(clientes.filas[posicion]), int(clientes.filas[otra])
    mensaje = f"es la misma persona que la de la fila {primera}: bastaba con completar aquélla"
    nombre = _nombre(clientes, posicion)
    return Falta(quien, persona.papeles, fila, DOBLES, mensaje, escrito=nombre)


def _no_esta(persona: Persona) -> Falta:
    valores = (persona.esperado.get(c) for c in ("nombre", "apellido_1", "razon_social"))
    nombre = " ".join(v[0] for v in valores if v)
    return Falta(SIN_DECIR, persona.papeles, None, TODAS, "no se ha capturado", esperado=nombre)
