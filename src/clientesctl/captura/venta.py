"""Una venta que alguien dicta: su fila, lo que cambia en la ficha y el estado que da al cliente."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.consecuencias import (
    avanzar_por_compra,
    hacer_propios,
    poner_al_dia,
    vendedor_de,
)
from clientesctl.captura.en_casa import parecido_en_casa
from clientesctl.captura.errores_venta import (
    FacturaDeOtro,
    FechaFutura,
    VentaRepetida,
    VentaSinNada,
)
from clientesctl.captura.importes import Importe, leer_cantidad, leer_importe
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.situacion import YA_CONTACTADO, frase_de_estado, por_que_no_llamar
from clientesctl.captura.ventas_escritas import VentaEscrita, VentasEscritas
from clientesctl.cartera.monedas import codigo_moneda
from clientesctl.cartera.propuestas import con_centimos
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.textos.cifras import miles
from clientesctl.textos.limpieza import plegar

_CENTIMO = 0.005


@dataclass(frozen=True, slots=True)
class VentaDicha:
    """Lo que se dijo de una venta; lo que no, va vacío. `pagada` es el día en que se cobró."""

    fecha: dt.date
    importe: str = ""
    producto: str = ""
    cantidad: str = ""
    moneda: str = ""
    canal: str = ""
    factura: str = ""
    vendedor: str = ""
    pagada: dt.date | None = None
    sin_pagar: bool = False


def apuntar_venta(libreta: Libreta, cliente: int, dicha: VentaDicha) -> Hecho:
    """La venta, con lo que cambia en su cliente (su posición en CLIENTES).

    El vendedor es el de la ficha y la moneda la del país, si no se dicen.

    Raises:
        ErrorUso: algo de lo dicho no vale.
        FacturaDeOtro, VentaRepetida: esa factura ya está.
    """
    _exigir_que_valga(libreta, dicha)
    apunte = Apunte(libreta)
    importe = None
    if dicha.importe.strip():
        importe = leer_importe(dicha.importe, libreta.registro.pais, dicha.moneda)
    dichos = _dichos(apunte, dicha, importe)
    _mirar_las_de_antes(apunte, cliente, dicha, dichos, importe)
    suyo = apunte.fila("VENTAS", dichos, _deducidos(apunte, cliente, importe), cliente)
    poner_al_dia(apunte, cliente, "ultima_compra", dicha.fecha)
    avanzar_por_compra(apunte, cliente, dicha.fecha)
    hacer_propios(apunte, cliente, dicha.fecha)
    plan = apunte.vista_previa("venta")
    avisar_de_quien_es(apunte, cliente)
    apunte.decir(frase_de_estado(libreta, apunte.recorte(cliente), plan, cliente))
    debe = dicha.pagada is None and not dicha.sin_pagar and bool(suyo)
    apunte.decir("queda sin cobrar" if debe else "")
    return apunte.cerrar(
        "venta",
        plan,
        id=suyo,
        cliente=cliente,
        dicho=_resumen(dicha, dichos, importe),
        siguiente=f"venta --pagar {suyo}" if debe else "",
    )


def _exigir_que_valga(libreta: Libreta, dicha: VentaDicha) -> None:
    if not (dicha.importe.strip() or dicha.producto.strip()):
        raise VentaSinNada
    exigir_pasada("--fecha", dicha.fecha, libreta.hoy)
    if dicha.pagada is not None:
        exigir_pasada("--pagada", dicha.pagada, libreta.hoy)


def _deducidos(apunte: Apunte, cliente: int, importe: Importe | None) -> dict[str, Dato]:
    """El vendedor de la ficha y, si hay importe, su moneda."""
    moneda = VACIO
    if importe is not None:
        moneda = moneda_en_casa(apunte, "VENTAS", importe.moneda)
    return {"vendedor": vendedor_de(apunte, cliente), "moneda": moneda}


def moneda_en_casa(apunte: Apunte, clase: str, codigo: str) -> Dato:
    """La moneda de ese código, escrita como la escribe esa hoja («EUR», «€», «euros»)."""
    pais = apunte.libreta.registro.pais
    escrita = parecido_en_casa(
        apunte.libreta, clase, "moneda", lambda otra: codigo_moneda(otra, pais) == codigo
    )
    return Dato.de_texto(escrita or codigo)


def exigir_pasada(opcion: str, dia: dt.date, hoy: dt.date) -> None:
    """Nada, si ese día no está por venir."""
    if dia > hoy:
        raise FechaFutura(opcion, dia)


def avisar_de_quien_es(apunte: Apunte, cliente: int) -> None:
    """Deja dicho si al cliente no se le llama (ha muerto, canceló, lo pidió): se apunta igual."""
    razon = por_que_no_llamar(apunte.libreta, apunte.recorte(cliente), cliente)
    if razon and razon != YA_CONTACTADO:
        apunte.avisar(f"a este cliente no se le llama ({razon}): se apunta igual")


def _dichos(apunte: Apunte, dicha: VentaDicha, importe: Importe | None) -> dict[str, Dato]:
    pais = apunte.libreta.registro.pais
    datos = {"fecha": Dato.de_fecha(dicha.fecha)}
    for campo in ("producto", "canal", "factura", "vendedor"):
        valor = str(getattr(dicha, campo))
        datos[campo] = apunte.texto("VENTAS", campo, valor) if valor.strip() else VACIO
    if dicha.cantidad.strip():
        datos["cantidad"] = Dato.de_numero(leer_cantidad(dicha.cantidad, pais))
    if importe is not None:
        datos["importe"] = Dato.de_numero(importe.valor)
        if importe.dicha:
            datos["moneda"] = moneda_en_casa(apunte, "VENTAS", importe.moneda)
    if dicha.pagada is not None:
        datos["pagada_el"] = Dato.de_fecha(dicha.pagada)
    return datos


def _mirar_las_de_antes(
    apunte: Apunte,
    cliente: int,
    dicha: VentaDicha,
    datos: Mapping[str, Dato],
    importe: Importe | None,
) -> None:
    """Se niega la factura que ya es de otro o de la misma venta; de una venta igual, se avisa."""
    escritas = VentasEscritas(apunte.libreta.registro)
    producto = plegar(datos["producto"].texto)
    de_la_factura = escritas.con_factura(dicha.factura) if dicha.factura.strip() else []
    for venta in de_la_factura:
        if venta.cliente not in {cliente, -1}:
            raise FacturaDeOtro(dicha.factura, venta, apunte.libreta.registro)
        if plegar(venta.producto) == producto and _mismo_importe(venta, importe):
            raise VentaRepetida(dicha.factura, venta)
    if de_la_factura:
        claves = ", ".join(v.clave for v in de_la_factura)
        apunte.avisar(f"la factura {dicha.factura.strip()} ya está en {claves}: ésta es otra línea")
        return
    recorte = apunte.recorte(cliente)
    for venta in VentasEscritas(recorte.registro).de(recorte.lugar(cliente)):
        igual = venta.dia == dicha.fecha and plegar(venta.producto) == producto
        if igual and _mismo_importe(venta, importe):
            apunte.avisar(
                f"ese día ya hay una venta igual ({venta.clave}): si es la misma, deshaga"
            )
            return


def _mismo_importe(venta: VentaEscrita, importe: Importe | None) -> bool:
    if venta.importe is None or importe is None:
        return venta.importe is None and importe is None
    return venta.moneda == importe.moneda and abs(venta.importe - importe.valor) < _CENTIMO


def _resumen(dicha: VentaDicha, datos: Mapping[str, Dato], importe: Importe | None) -> str:
    partes = [con_centimos(importe.valor, importe.moneda) if importe else ""]
    if "cantidad" in datos:
        numero = float(datos["cantidad"].texto)
        partes.append(miles(numero, 0 if numero == int(numero) else 2))
    partes.append(datos["producto"].texto)
    return f"{' · '.join(filter(None, partes))}, el {dicha.fecha:%d/%m/%Y}"
