"""Las facturas sin pagar: lo vendido y no cobrado, menos lo devuelto, a nombre de quien lo debe.

Una venta está pagada desde el día de PAGADA_EL, o si allí se escribió cualquier cosa que no diga
lo contrario. Las de una misma FACTURA, cliente y moneda son una, con la fecha de la primera; la que
no lleva factura va sola. Una devolución resta de su venta; un abono sin DEVUELVE, de su factura.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from clientesctl.cartera.bajas import Marcas
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.valores import SIN_DIA, Dias, Importes, leer_dias, marcar, sin_calcular
from clientesctl.cartera.ventas import Ventas
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import es_marcador, plegar

_CENTIMO = 0.005
_NO_PAGADA = re.compile(
    r"\A(?:NO?|FALSO|FALSE|DEBE\w*)\b|\bPEND|\bPD?TE\b|\bIMPAG|\bSIN (?:PAGAR|COBRAR)"
    r"|\bDEVUELT|\bMOROS|\bRECLAM"
)
"""Lo que escrito donde iría el día del pago quiere decir que no se ha pagado."""
_NO_DEL_TODO = re.compile(
    r"PARCIAL|PLAZOS|A CUENTA|ANTICIP|FRACCION|MITAD|SE[NÑ]AL|\bPARTE\b|FALTA|RESTO|\?"
)
"""Lo que quiere decir que se pagó algo, o que no se sabe: ni se debe entero ni está pagado."""


@dataclass(frozen=True, eq=False)
class Facturas:
    """Una fila por factura sin pagar. `moneda` señala en `monedas`; `dias`, los que tiene.

    `cliente` es la posición de su ficha o -1; `venta`, la fila de VENTAS (desde 0) de su primera
    línea. Lo que no se cuenta: `sin_importe` y `sin_fecha` son ventas sin pagar a las que les falta
    eso; `sin_saber`, las de pago o devolución sin calcular; `a_medias`, las que dicen que se pagó
    algo y no cuánto; `abonos`, los que no son de ninguna.
    """

    monedas: tuple[str, ...]
    cliente: Indices
    moneda: Indices
    importe: Importes
    dias: Dias
    venta: Indices
    sin_importe: int = 0
    sin_fecha: int = 0
    sin_saber: int = 0
    a_medias: int = 0
    abonos: int = 0

    def __len__(self) -> int:
        return len(self.cliente)

    def tomar(self, cuales: Marcas) -> Facturas:
        """Solo esas."""
        return replace(
            self,
            cliente=self.cliente[cuales],
            moneda=self.moneda[cuales],
            importe=self.importe[cuales],
            dias=self.dias[cuales],
            venta=self.venta[cuales],
        )


def leer_facturas(historia: Historia, hoy: int) -> Facturas | None:
    """Las que están sin pagar ese día; None si el libro no apunta lo que se paga.

    Una columna PAGADA_EL en la que no hay ningún pago no se usa: de ella no se deduce nada.
    """
    ventas, tabla = historia.ventas, historia.registro.tabla("VENTAS")
    if ventas is None or tabla is None or "pagada_el" not in tabla:
        return None
    pago = _dias_de_pago(tabla["pagada_el"])
    if not (pago != SIN_DIA).any():
        return None
    ciega = sin_calcular(tabla["pagada_el"], len(tabla)) | _devoluciones_ciegas(ventas)
    a_medias = marcar(tabla, "pagada_el", lambda t: bool(_NO_DEL_TODO.search(plegar(t))))
    debida = ((pago == SIN_DIA) | (pago > hoy)) & ~ventas.es_devolucion
    compra = debida & ~(ventas.importe < 0)
    fechada = (ventas.dia != SIN_DIA) & (ventas.dia <= hoy)
    con_importe = ~np.isnan(ventas.importe)
    neto = _menos_lo_devuelto(ventas, hoy)
    en_pie = compra & (neto > _CENTIMO)
    abono = debida & (ventas.importe < 0) & fechada
    facturas, sueltos = _agrupar(
        tabla, ventas, neto, en_pie & fechada & ~ciega & ~a_medias, abono, hoy
    )
    return replace(
        facturas,
        sin_importe=int((compra & fechada & ~con_importe).sum()),
        sin_fecha=int((en_pie & (ventas.dia == SIN_DIA)).sum()),
        sin_saber=int((en_pie & fechada & ciega).sum()),
        a_medias=int((a_medias & fechada & ~ventas.es_devolucion).sum()),
        abonos=sueltos,
    )


def _dias_de_pago(columna: Columna) -> Dias:
    """Por fila, el día en que se pagó; `SIN_DIA` si no se ha pagado; 0, si no se sabe cuándo."""
    distintos = replace(columna, codigos=np.arange(len(columna.textos), dtype=np.int32))
    dias = leer_dias(distintos)
    for i, texto in enumerate(columna.textos.tolist()):
        plegado = plegar(texto)
        no_dice = not plegado or bool(_NO_PAGADA.search(plegado)) or es_marcador(texto, "pagada_el")
        # Una X es una casilla marcada: en otras columnas quiere decir que no hay dato.
        if dias[i] == SIN_DIA and (plegado == "X" or not no_dice):
            dias[i] = 0
    return np.asarray(dias[columna.codigos])


def _devoluciones_ciegas(ventas: Ventas) -> Marcas:
    """Por fila: si de su devolución no se sabe el importe porque es una fórmula sin calcular."""
    ciegas = ventas.pendiente & (ventas.devuelta >= 0)
    return np.asarray((ventas.grupo >= 0) & np.isin(ventas.grupo, ventas.devuelta[ciegas]))


def _menos_lo_devuelto(ventas: Ventas, hoy: int) -> Importes:
    """Por venta, lo que vale menos lo devuelto de ella; nada, si se devolvió sin decir cuánto."""
    neto = np.nan_to_num(ventas.importe)
    cuentan = (ventas.devuelta >= 0) & ventas.hasta(hoy)
    if not cuentan.any():
        return neto
    grupos = int(max(ventas.grupo.max(initial=-1), ventas.devuelta.max(initial=-1))) + 1
    importes = np.nan_to_num(np.abs(ventas.importe[cuentan]), nan=np.inf)
    devuelto = np.bincount(ventas.devuelta[cuentan], importes, grupos)
    con_id = ventas.grupo >= 0
    neto[con_id] -= devuelto[ventas.grupo[con_id]]
    return neto


def _agrupar(
    tabla: Tabla, ventas: Ventas, neto: Importes, debidas: Marcas, abonos: Marcas, hoy: int
) -> tuple[Facturas, int]:
    """Las facturas que quedan por pagar, y cuántos abonos no son de ninguna."""
    clave = _claves(tabla, ventas)
    suyos = abonos & np.isin(clave, clave[debidas])
    filas = np.flatnonzero(debidas | suyos)
    _, grupo = np.unique(clave[filas], return_inverse=True)
    cuantas = int(grupo.max(initial=-1)) + 1
    importe = np.bincount(grupo, neto[filas], cuantas).astype(np.float64)
    # La primera línea de cada una: por día y, a igual día, por su sitio en la hoja.
    orden = np.lexsort((filas, ventas.dia[filas], ~debidas[filas], grupo))
    primera = filas[orden[np.searchsorted(grupo[orden], np.arange(cuantas))]]
    quedan = importe > _CENTIMO
    primera = primera[quedan]
    facturas = Facturas(
        monedas=ventas.monedas,
        cliente=ventas.cliente[primera],
        moneda=ventas.moneda[primera],
        importe=importe[quedan].round(2),
        dias=hoy - ventas.dia[primera],
        venta=primera,
    )
    return facturas, int((abonos & ~suyos).sum())


def _claves(tabla: Tabla, ventas: Ventas) -> Indices:
    """Por venta, un número que comparten las de la misma factura, cliente y moneda."""
    filas = len(tabla)
    factura = np.arange(filas, dtype=np.int64)
    if "factura" in tabla:
        nombres: dict[str, int] = {}
        columna = tabla["factura"]
        por_valor = np.asarray(
            [
                -1
                if es_marcador(t, "factura") or not t.strip()
                else nombres.setdefault(plegar(t), filas + len(nombres))
                for t in columna.textos.tolist()
            ],
            dtype=np.int64,
        )
        suya = por_valor[columna.codigos]
        factura = np.where(suya >= 0, suya, factura)
    # Caben: cien mil clientes por diez monedas por dos millones de facturas son 2·10¹².
    distintas = 2 * filas + 1
    return (ventas.cliente + 1) * (len(ventas.monedas) * distintas) + (
        ventas.moneda * distintas + factura
    )
