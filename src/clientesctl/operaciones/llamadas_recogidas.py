"""Lo recogido de unas listas de llamadas, contado: por vendedor, por contacto y en JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clientesctl.captura.recoger import Recogida
from clientesctl.entregas.lista import Columna, Lista
from clientesctl.operaciones.lista_leida import ListaLeida
from clientesctl.operaciones.llamadas_recoger import Vuelta
from clientesctl.operaciones.planes import en_objeto, renglones
from clientesctl.registro.registro import Registro

_SIN_RESULTADO = "(SIN RESULTADO)"


@dataclass(frozen=True, slots=True)
class PorVendedor:
    """Lo recogido de un vendedor."""

    vendedor: str
    recogidas: int
    ya: int
    resultados: Mapping[str, int]
    proximas: int


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
