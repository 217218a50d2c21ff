"""Por qué un grupo de fichas no se puede fundir."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientesctl.duplicados.fusion import Negada
from clientesctl.duplicados.fusion_lectura import Grupo, Leidas
from clientesctl.textos.cifras import enumerar
from clientesctl.textos.ids_fiscales import es_id_generico, revisar_id

if TYPE_CHECKING:
    from clientesctl.duplicados.fusion_taller import Taller


def documentos_distintos(leidas: Leidas, posiciones: tuple[int, ...]) -> dict[str, int]:
    """Los números fiscales válidos de un mismo país, si hay más de uno: número → su ficha."""
    por_pais: dict[str, dict[str, int]] = {}
    for posicion in posiciones:
        texto, pais = leidas.texto("id_fiscal", posicion), leidas.pais(posicion)
        if texto and not es_id_generico(texto, pais):
            veredicto = revisar_id(texto, pais)
            if veredicto.estado == "valido":
                por_pais.setdefault(pais, {}).setdefault(veredicto.compacto, posicion)
    return next((suyos for suyos in por_pais.values() if len(suyos) > 1), {})


def por_que_no(grupo: Grupo, taller: Taller) -> Negada | None:
    """Lo que impide fundir el grupo, o None."""
    tabla, posiciones = taller.clientes, grupo.posiciones
    filas = {p: f"fila {int(tabla.filas[p])}" for p in posiciones}
    ya = [filas[p] for p in posiciones if p in taller.ya_absorbidas]
    if ya:
        frase = f"la {ya[0]} ya está fundida en otra (FUSIONADO_EN)"
        return Negada(posiciones, "fusionada", frase)
    documentos = documentos_distintos(taller.leidas, posiciones)
    if documentos and not any(c == "id_fiscal" and p in posiciones for c, p in taller.elegidos):
        dichos = enumerar([f"{numero} ({filas[p]})" for numero, p in documentos.items()])
        frase = f"llevan números fiscales distintos y los dos valen: {dichos}"
        return Negada(posiciones, "documentos", frase, "--con id_fiscal=ID")
    ajenas = [p for p in posiciones if taller.claves.de_otra(p, posiciones)]
    if ajenas:
        clave = taller.leidas.texto("id", ajenas[0])
        frase = f"el ID {clave} lo lleva también una ficha que no es de este grupo"
        return Negada(posiciones, "id_ajeno", frase, "validar --regla id_repetido")
    if not all(taller.se_escribe("fusionado_en", p) for p in grupo.absorbidas):
        if tabla.fila_cabecera == 0:
            frase = "la hoja no tiene cabecera y no se le puede añadir FUSIONADO_EN"
            return Negada(posiciones, "cabecera", frase)
        frase = "en la columna FUSIONADO_EN no se puede escribir"
        return Negada(posiciones, "estorbo", frase, "diagnostico --guardar")
    return None
