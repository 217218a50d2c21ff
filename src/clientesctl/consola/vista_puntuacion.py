"""Cómo se ve la puntuación en una terminal: quién, cuánto, por qué y qué se hace con cada grupo."""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.cartera.segmentos_rfm import SEGMENTOS
from clientesctl.cartera.valores import SIN_DIA, fecha_de
from clientesctl.consola.salida import ajustar, escribir_lineas, escribir_tabla
from clientesctl.operaciones.puntuacion import Puntuacion
from clientesctl.operaciones.puntuacion_listas import SUMANDOS_A_LA_VISTA, decir_porque
from clientesctl.textos.cifras import contar, miles

_SANGRIA = 17


def ensenar(puntuacion: Puntuacion, *, color: bool) -> None:
    """Las fichas, la de más potencial al final de la lista, y debajo cuántas hay en cada grupo."""
    escribir_lineas(ajustar(linea, _SANGRIA) for linea in _lineas(puntuacion))
    cuentas = puntuacion.contar()
    filas = [
        (s.nombre, miles(cuentas[s.nombre]), s.quienes, s.que_hacer)
        for s in SEGMENTOS
        if cuentas[s.nombre]
    ]
    escribir_lineas([""])
    escribir_tabla(
        ("segmento", "clientes", "quiénes", "qué hacer"), filas, color=color, derecha=[1]
    )


def _lineas(puntuacion: Puntuacion) -> Iterator[str]:
    tabla = puntuacion.cartera.registro.clientes
    nombres = nombres_visibles(tabla)
    for p in puntuacion.posiciones.tolist()[::-1]:
        quien = tabla.identificador(p) or f"fila {tabla.filas[p]}"
        segmento = SEGMENTOS[puntuacion.segmento[p]].nombre
        razon = puntuacion.no_contactar(p)
        aviso = f"NO CONTACTAR, {razon}; " if razon else ""
        porque = decir_porque(puntuacion, p, SUMANDOS_A_LA_VISTA)
        total = int(puntuacion.potencial.total[p])
        nombre = nombres[p] or "(sin nombre)"
        yield f"{total:>4}  {quien:<9} {nombre:<30} {segmento}: {aviso}{porque}"


def ensenar_una(puntuacion: Puntuacion) -> None:
    """Una ficha con todo: su segmento y por qué, sus notas y de qué sale cada punto."""
    posicion = int(puntuacion.posiciones[0])
    cartera, rfm = puntuacion.cartera, puntuacion.rfm
    tabla = cartera.registro.clientes
    segmento = SEGMENTOS[puntuacion.segmento[posicion]]
    quien = tabla.identificador(posicion) or f"fila {tabla.filas[posicion]}"
    nombre = nombres_visibles(tabla)[posicion] or "(sin nombre)"
    lineas = [f"{quien}  {nombre}", f"segmento   {segmento.nombre}: {segmento.quienes}"]
    lineas.append(f"qué hacer  {segmento.que_hacer}")
    if razon := puntuacion.no_contactar(posicion):
        lineas.append(f"NO CONTACTAR: {razon}")
    lineas += _notas(puntuacion, posicion) if rfm.compran[posicion] else ["notas      sin compras"]
    lineas.append(f"potencial  {int(puntuacion.potencial.total[posicion])} de 100")
    sumandos = puntuacion.potencial.explicar(posicion)
    lineas += [f"  {s.puntos:+5d}  {s.porque}" for s in sumandos]
    suma = sum(s.puntos for s in sumandos)
    if suma != puntuacion.potencial.total[posicion]:
        lineas.append(f"  {suma:5d}  en total, que se deja entre 0 y 100")
    escribir_lineas(ajustar(linea, 11) for linea in lineas)


def _notas(puntuacion: Puntuacion, posicion: int) -> Iterator[str]:
    rfm, cartera = puntuacion.rfm, puntuacion.cartera
    ultima = int(cartera.ultima[posicion])
    if ultima != SIN_DIA:
        dias = (cartera.hoy - fecha_de(ultima)).days
        yield f"recencia   {rfm.recencia[posicion]} de 5: compró hace {contar(dias, 'día')}"
    if rfm.frecuencia[posicion]:
        veces = contar(int(rfm.veces[posicion]), "día", "días")
        cuando = "de los últimos dos años" if cartera.con_ventas else "según su ficha"
        yield f"frecuencia {rfm.frecuencia[posicion]} de 5: compró en {veces} {cuando}"
    if rfm.dinero[posicion]:
        from clientesctl.cartera.monedas import escribir_importe

        moneda = rfm.monedas[rfm.moneda[posicion]]
        importe = escribir_importe(float(rfm.gastado[posicion]), moneda)
        yield f"dinero     {rfm.dinero[posicion]} de 5: gastó {importe} en ese tiempo"
