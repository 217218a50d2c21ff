"""Un plan puesto sobre el libro como está ahora: cada cambio en su celda, o por qué no cabe.

Entre que un plan se hace y se aplica, alguien puede haber ordenado la hoja, metido filas o movido
una columna. Cada ficha se busca por su clave y cada columna por su cabecera; lo que no se encuentra
una sola vez, o ya no dice lo que decía, es un conflicto y se deja como está.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from clientesctl.registro.ediciones import Ediciones
from clientesctl.registro.errores import Rechazo
from clientesctl.registro.hoja_colocada import HojaColocada, NoCabe
from clientesctl.registro.huellas import encontrar, sitios_de
from clientesctl.registro.plan import Ancla, Cambio, Plan, Propuesta
from clientesctl.registro.registro import Registro, Tabla


@dataclass(frozen=True, slots=True)
class Conflicto:
    """Un cambio que ya no se puede escribir, y por qué."""

    cambio: Cambio
    motivo: str


@dataclass(frozen=True)
class Colocado:
    """Las celdas que se escriben, el plan que cumplen y lo que se deja.

    En `plan`, la fila de cada ficha y el sitio de cada columna son los de ahora.
    """

    ediciones: Ediciones
    plan: Plan
    conflictos: tuple[Conflicto, ...] = ()


def colocar(plan: Plan, registro: Registro) -> Colocado:
    """El plan en celdas del registro tal como está; cada propuesta entra entera o no entra.

    Lo que ya está como el plan quiere ni se escribe ni es conflicto.

    Raises:
        HojaPerdida: el libro ya no tiene una hoja del plan.
        ColumnaPerdida: una hoja ya no tiene una columna del plan, o tiene dos iguales.
    """
    usadas = {c.hoja for c in plan.cambios}
    hojas = {n: _abrir(a, plan, registro) for n, a in plan.anclas.items() if n in usadas}
    puestas: list[Propuesta] = []
    conflictos: list[Conflicto] = []
    for propuesta in plan.propuestas:
        colocados, malos = _colocar_propuesta(propuesta, hojas)
        conflictos += malos
        if malos or not colocados:
            continue
        for cambio, fila in colocados:
            hojas[cambio.hoja].anotar(cambio, fila)
        cambios = (replace(c, clave=replace(c.clave, fila=fila)) for c, fila in colocados)
        puestas.append(replace(propuesta, cambios=tuple(cambios)))
    ediciones = tuple(e for hoja in hojas.values() if (e := hoja.edicion()) is not None)
    anclas = {nombre: hoja.ancla_de_ahora() for nombre, hoja in hojas.items()}
    puesto = Plan(registro.sha256, tuple(puestas), anclas)
    return Colocado(ediciones, puesto, tuple(conflictos))


def _colocar_propuesta(
    propuesta: Propuesta, hojas: Mapping[str, HojaColocada]
) -> tuple[list[tuple[Cambio, int]], list[Conflicto]]:
    """Los cambios con su fila (0 en una ficha nueva), y los que no caben."""
    colocados: list[tuple[Cambio, int]] = []
    malos: list[Conflicto] = []
    for cambio in propuesta.cambios:
        try:
            fila = hojas[cambio.hoja].fila_para(cambio)
        except NoCabe as motivo:
            malos.append(Conflicto(cambio, str(motivo)))
        else:
            if fila is not None:
                colocados.append((cambio, fila))
    return colocados, malos


def _abrir(ancla: Ancla, plan: Plan, registro: Registro) -> HojaColocada:
    igual = plan.sha256 == registro.sha256
    tabla = next((t for t in registro.tablas.values() if t.hoja == ancla.hoja), None)
    if tabla is None:
        if not ancla.nueva:
            raise HojaPerdida(ancla.hoja)
        numeros = {columna: n for n, columna in enumerate(ancla.nuevas, 1)}
        cabeceras = {n: columna.upper() for columna, n in numeros.items()}
        return HojaColocada(ancla, None, numeros, cabeceras, igual)
    numeros, cabeceras = _columnas(ancla, tabla)
    hoja = HojaColocada(ancla, tabla, numeros, cabeceras, igual)
    _vigilar_retiradas(hoja, plan, registro)
    return hoja


def _columnas(ancla: Ancla, tabla: Tabla) -> tuple[dict[str, int], dict[int, str]]:
    """El número de cada columna del plan, y las cabeceras que hay que añadir por su número."""
    numeros: dict[str, int] = {}
    for nombre, sitio in ancla.sitios.items():
        numero = encontrar(sitio, tabla)
        if numero is None and nombre in ancla.nuevas:
            continue  # el plan ya se colocó antes y la columna aún no se ha añadido
        if numero is None:
            raise ColumnaPerdida(ancla.hoja, sitio.cabecera or nombre)
        numeros[nombre] = numero
    suyas = sitios_de(tabla)
    libre = max((s.columna for s in suyas.values()), default=0) + 1
    cabeceras: dict[int, str] = {}
    for nombre in ancla.nuevas:
        if nombre in suyas:
            numeros[nombre] = suyas[nombre].columna
            continue
        numeros[nombre] = libre + len(cabeceras)
        cabeceras[numeros[nombre]] = nombre.upper()
    return numeros, cabeceras


def _vigilar_retiradas(hoja: HojaColocada, plan: Plan, registro: Registro) -> None:
    """Deja dicho, de cada ficha que se quita, qué le vacía el plan y quién se refiere a ella."""
    quitadas = {c.clave for c in plan.cambios if c.hoja == hoja.ancla.hoja and c.clave.se_retira}
    if not quitadas:
        return
    for cambio in plan.cambios:
        if cambio.hoja == hoja.ancla.hoja and cambio.clave in quitadas:
            hoja.conocidas.setdefault(cambio.clave, set()).add(hoja.numeros[cambio.columna])
    if hoja.tabla is None or hoja.tabla.clase != "CLIENTES":
        return
    for tabla in registro.tablas.values():
        se_quitan = {
            c.clave.fila for c in plan.cambios if c.hoja == tabla.hoja and c.clave.se_retira
        }
        if "id_cliente" in tabla:
            for fila, texto in zip(
                tabla.filas.tolist(), tabla["id_cliente"].por_fila(), strict=True
            ):
                if fila not in se_quitan:
                    hoja.nombradas.setdefault(str(texto).strip(), tabla.hoja)


class HojaPerdida(Rechazo):
    """El plan habla de una hoja que el libro ya no tiene."""

    def __init__(self, hoja: str) -> None:
        super().__init__(
            f"el libro ya no tiene la hoja «{hoja}» o ha dejado de entenderse: no se ha escrito "
            "nada. Vuelva a hacer el plan con la orden que lo hizo"
        )


class ColumnaPerdida(Rechazo):
    """El plan habla de una columna que la hoja ya no tiene, o tiene dos veces."""

    def __init__(self, hoja: str, cabecera: str) -> None:
        super().__init__(
            f"en la hoja «{hoja}» ya no hay una sola columna «{cabecera}»: no se ha escrito nada. "
            "Devuélvale su nombre o vuelva a hacer el plan con la orden que lo hizo"
        )
