"""Un plan ya escrito, dicho con las claves de después: el que hace falta para deshacerlo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from clientesctl.registro.huellas import Fichas
from clientesctl.registro.plan import Ancla, Cambio, Clave, Plan
from clientesctl.registro.registro import Registro, Tabla


def reanclar(plan: Plan, altas: Mapping[str, tuple[int, ...]], registro: Registro) -> Plan:
    """El mismo plan, ya colocado y escrito, con cada ficha nombrada como está en lo que dejó.

    `altas` da, por hoja, las filas que se dieron a las fichas nuevas, en su orden. Una ficha
    quitada pasa a ser nueva: deshacerlo es volver a añadirla.
    """
    tablas = {tabla.hoja: tabla for tabla in registro.tablas.values()}
    nombradas = {
        hoja: _Nombradas(hoja, plan, altas.get(hoja, ()), tablas.get(hoja)) for hoja in plan.anclas
    }
    propuestas = tuple(
        replace(p, cambios=tuple(nombradas[c.hoja].de(c) for c in p.cambios))
        for p in plan.propuestas
    )
    sin_id = {c.hoja for p in propuestas for c in p.cambios if not c.clave.id}
    anclas = {h: _ancla(a, tablas.get(h), h in sin_id) for h, a in plan.anclas.items()}
    return Plan(registro.sha256, propuestas, anclas)


class _Nombradas:
    """Las claves de después de las fichas de una hoja."""

    def __init__(self, hoja: str, plan: Plan, filas: tuple[int, ...], tabla: Tabla | None) -> None:
        suyos = [c.clave for c in plan.cambios if c.hoja == hoja]
        nuevas = sorted({clave.alta for clave in suyos if clave.es_nueva})
        self._filas = dict(zip(nuevas, filas, strict=True)) if nuevas else {}
        retiradas = dict.fromkeys(clave for clave in suyos if clave.se_retira)
        self._retiradas = {clave: n for n, clave in enumerate(retiradas, 1)}
        self._fichas = None if tabla is None else Fichas(tabla)
        self._hechas: dict[Clave, Clave] = {}

    def de(self, cambio: Cambio) -> Cambio:
        """El cambio con su clave de después."""
        clave = cambio.clave
        if clave not in self._hechas:
            self._hechas[clave] = self._nombrar(clave)
        return replace(cambio, clave=self._hechas[clave])

    def _nombrar(self, clave: Clave) -> Clave:
        if clave in self._retiradas:
            return Clave(alta=self._retiradas[clave])
        fila = self._filas[clave.alta] if clave.es_nueva else clave.fila
        donde = () if self._fichas is None else self._fichas.en_su_fila(Clave(fila=fila))
        if self._fichas is None or not donde:
            return Clave(None, fila, alta=clave.alta)
        return replace(self._fichas.clave(donde[0]), alta=clave.alta)


def _ancla(ancla: Ancla, tabla: Tabla | None, con_huellas: bool) -> Ancla:
    huellas = Fichas(tabla).sitios if tabla is not None and con_huellas else ()
    return replace(ancla, huellas=huellas, nuevas=(), nueva=False)
