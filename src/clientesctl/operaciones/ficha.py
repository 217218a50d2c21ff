"""Todo lo que se sabe de una ficha, visto desde un día."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from clientesctl.calidad.informe import Informe
from clientesctl.calidad.validar import reglas_activas, validar
from clientesctl.cartera.cartera import Cliente
from clientesctl.cartera.citas_del_dia import Cita, con_cita
from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.linea_del_tiempo import Suceso, contar_todo
from clientesctl.cartera.lo_abierto import Abierto as SinAcabar
from clientesctl.cartera.lo_abierto import Permiso, leer_lo_abierto, leer_permisos
from clientesctl.cartera.respeto import apartar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.operaciones.ficha_breve import Breve, breves
from clientesctl.operaciones.hallazgos import presentables
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.columna import Indices
from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.recorte import Recorte, recortar
from clientesctl.registro.registro import Registro, Tabla

FICHAS_DE_AL_LADO = 2_000
"""Con cuántas más se valida una: las reglas que votan por columnas necesitan vecinas."""


@dataclass(frozen=True, eq=False)
class Ficha:
    """Lo que se sabe de una ficha. `registro` es el suyo, recortado; `lugar`, dónde está en él.

    `absorbidas` son las fichas que pasaron a ésta y `gemelas`, otras con su mismo ID.
    """

    abierto: Abierto
    hoy: dt.date
    registro: Registro
    lugar: int
    breve: Breve
    cliente: Cliente
    no_llamar: str
    cita: Cita | None
    sucesos: tuple[Suceso, ...]
    sin_acabar: tuple[SinAcabar, ...]
    permisos: tuple[Permiso, ...]
    hallazgos: tuple[Hallazgo, ...]
    absorbidas: tuple[Breve, ...]
    gemelas: tuple[Breve, ...]

    @property
    def tabla(self) -> Tabla:
        return self.registro.clientes


def ver_ficha(abierto: Abierto, posicion: int, hoy: dt.date) -> Ficha:
    """La ficha de esa posición (desde 0) en CLIENTES, con todo lo suyo."""
    recorte = recortar(abierto.registro, np.asarray([posicion], dtype=np.int64))
    suyo = recorte.registro
    lugar = recorte.lugar(posicion)
    cartera = calcular_estados(suyo, hoy, fijar_umbrales(politicas=abierto.politicas))
    apartados = apartar(cartera)
    razon = int(apartados.cual[lugar])
    (cliente,) = cartera.clientes(np.asarray([lugar], dtype=np.int64))
    absorbidas, gemelas = _parientes(abierto.registro, recorte, posicion)
    return Ficha(
        abierto=abierto,
        hoy=hoy,
        registro=suyo,
        lugar=lugar,
        breve=breves(abierto.registro, (posicion,))[0],
        cliente=cliente,
        no_llamar=apartados.razones[razon] if razon >= 0 else "",
        cita=con_cita(suyo, hoy).get(lugar),
        sucesos=contar_todo(suyo, hoy),
        sin_acabar=leer_lo_abierto(suyo, cartera.gemelas, hoy),
        permisos=leer_permisos(suyo, hoy),
        hallazgos=tuple(_hallazgos(abierto, posicion, hoy)),
        absorbidas=absorbidas,
        gemelas=gemelas,
    )


def _parientes(
    registro: Registro, recorte: Recorte, posicion: int
) -> tuple[tuple[Breve, ...], tuple[Breve, ...]]:
    otras = [int(p) for p in recorte.posiciones if p != posicion]
    destino = destinos(registro.clientes)
    absorbidas = [p for p in otras if destino[p] == posicion]
    gemelas = [p for p in otras if destino[p] != posicion]
    return tuple(breves(registro, absorbidas)), tuple(breves(registro, gemelas))


def _hallazgos(abierto: Abierto, posicion: int, hoy: dt.date) -> list[Hallazgo]:
    """Lo que las políticas dicen de esa ficha, los errores primero."""
    registro = abierto.registro
    cerca = recortar(registro, _con_vecinas(len(registro.clientes), posicion)).registro
    de_clientes = [r.nombre for r in reglas_activas(abierto.politicas) if "CLIENTES" in r.hojas]
    informe = validar(cerca, abierto.politicas, hoy, de_clientes)
    hoja, fila = registro.clientes.hoja, int(registro.clientes.filas[posicion])
    suyos = [h for h in presentables(_solo_de(informe, fila)) if h.hoja == hoja]
    return sorted(suyos, key=lambda h: h.gravedad != "error")


def _con_vecinas(fichas: int, posicion: int) -> Indices:
    """Esa ficha y otras repartidas por toda la hoja."""
    vecinas = np.linspace(0, fichas - 1, min(fichas, FICHAS_DE_AL_LADO)).astype(np.int64)
    return np.union1d(vecinas, [posicion])


def _solo_de(informe: Informe, fila: int) -> Informe:
    """El informe con solo lo que se encontró en esa fila."""
    partes = []
    for parte in informe.partes:
        if parte.tabla.clase == "CLIENTES" and not parte.lote.de_columna:
            suyos = np.flatnonzero(parte.tabla.filas[parte.lote.posiciones] == fila)
            if (tomada := parte.tomar(suyos)) is not None:
                partes.append(tomada)
    return replace(informe, partes=tuple(partes))


def como_json(ficha: Ficha) -> Mapping[str, object]:
    """Todo lo que se sabe de ella, como objeto."""
    cliente, breve, tabla = ficha.cliente, ficha.breve, ficha.tabla
    return {
        "version": 1,
        "libro": str(ficha.abierto.registro.ruta),
        "hoja": tabla.hoja,
        "hoy": ficha.hoy.isoformat(),
        "fila": breve.fila,
        "id": breve.id,
        "nombre": breve.nombre,
        "estado": cliente.estado.rotulo,
        "motivo": cliente.motivo,
        "ultima_compra": cliente.ultima_compra.isoformat() if cliente.ultima_compra else None,
        "no_llamar": ficha.no_llamar or None,
        "gastos": [
            {"moneda": g.moneda, "total": g.total, "doce_meses": g.doce_meses, "al_mes": g.al_mes}
            for g in cliente.gastos
        ],
        "datos": datos_escritos(ficha),
        "interlocutores": interlocutores(ficha),
        "abierto": [
            {"clase": a.clase, "fecha": _iso(a.dia), "detalle": a.detalle, "quien": a.quien or None}
            for a in ficha.sin_acabar
        ],
        "historia": [
            {
                "fecha": _iso(s.dia),
                "clase": s.clase,
                "detalle": s.detalle,
                "importe": s.importe or None,
                "quien": s.quien or None,
            }
            for s in ficha.sucesos
        ],
        "consentimientos": [
            {
                "canal": p.canal or None,
                "finalidad": p.finalidad or None,
                "otorgado": p.otorgado,
                "fecha": _iso(p.dia),
                "fuente": p.fuente or None,
                "version_texto": p.version or None,
            }
            for p in ficha.permisos
        ],
        "hallazgos": [
            {"regla": h.regla, "gravedad": h.gravedad, "campo": h.campo, "mensaje": h.mensaje}
            for h in ficha.hallazgos
        ],
        "absorbidas": [b.clave for b in ficha.absorbidas],
        "resumen": {
            "abierto": len(ficha.sin_acabar),
            "historia": len(ficha.sucesos),
            "hallazgos": len(ficha.hallazgos),
        },
    }


def datos_escritos(ficha: Ficha) -> dict[str, str]:
    """Por campo, o por la cabecera de lo que no se reconoce, lo escrito en la ficha.

    Los números de tarjeta salen tapados, y las columnas de contraseñas no salen.
    """
    from clientesctl.calidad.reglas.dato_prohibido import es_de_contrasenas
    from clientesctl.textos.limpieza import es_marcador
    from clientesctl.textos.tarjetas import enmascarar

    tabla, datos = ficha.tabla, {}
    for nombre, columna in {**tabla.columnas, **tabla.otras}.items():
        sitio = tabla.asignaciones.get(nombre)
        texto = " ".join(columna.texto(ficha.lugar).split())
        if not texto or es_marcador(texto, nombre):
            continue
        if not es_de_contrasenas(sitio.cabecera if sitio else nombre, columna):
            datos[nombre] = enmascarar(texto)
    return datos


def interlocutores(ficha: Ficha) -> list[dict[str, str]]:
    """Las personas con que se habla, con lo que se sabe de cada una."""
    gente = ficha.registro.tabla("INTERLOCUTORES")
    if gente is None:
        return []
    campos = ("nombre", "apellidos", "cargo", "telefono", "email", "decide")
    return [{c: t for c in campos if (t := gente.texto(c, f))} for f in range(len(gente))]


def _iso(dia: dt.date | None) -> str | None:
    return None if dia is None else dia.isoformat()
