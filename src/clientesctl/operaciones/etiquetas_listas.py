"""Las etiquetas que se entregan: en papel, o en una lista para otro programa."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from clientesctl.entregas import escribir
from clientesctl.entregas.etiquetas_pdf import escribir_etiquetas
from clientesctl.entregas.fichero import comprobar_destino, sustituir
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.etiquetas import Etiquetas
from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.cifras import contar
from clientesctl.textos.limpieza import a_mayusculas
from clientesctl.textos.paises import nombre_pais

PDF = ".pdf"

_COLUMNAS = (
    Columna("DESTINATARIO", ancho=34),
    Columna("LÍNEA 2", ancho=28, campo="linea_2"),
    Columna("CALLE", ancho=34),
    Columna("COLONIA", ancho=18),
    Columna("CP", ancho=10),
    Columna("CIUDAD", ancho=20),
    Columna("PROVINCIA", ancho=18),
    Columna("PAÍS", ancho=12, campo="pais"),
    Columna("ID", ancho=10),
    Columna("FILA", "entero", 6),
)


def comprobar(ruta: Path, registro: Path) -> None:
    """Nada, si ahí se podrán escribir: para saberlo antes de leer el libro."""
    if ruta.suffix.lower() == PDF:
        comprobar_destino(ruta, registro)
    elif ruta.suffix.lower() in escribir.TERMINACIONES:
        escribir.comprobar_salida(ruta, registro)
    else:
        raise NoSeSabeEscribir(ruta)


def entregar(etiquetas: Etiquetas, ruta: Path) -> list[int]:
    """Las etiquetas en `ruta`; da los lugares de las que no caben en su hueco, que no van."""
    registro = etiquetas.abierto.registro.ruta
    if ruta.suffix.lower() != PDF:
        escribir.escribir(ruta, como_lista(etiquetas), registro=registro)
        return []
    with sustituir(ruta, registro=registro) as provisional:
        return escribir_etiquetas(
            provisional,
            etiquetas.lineas(),
            etiquetas.papel,
            desde=etiquetas.peticion.desde,
            marco=etiquetas.peticion.marco,
        )


def como_lista(etiquetas: Etiquetas) -> Lista:
    """Las señas por columnas, para un programa que combine correspondencia."""
    tabla = etiquetas.abierto.registro.clientes
    filas: list[list[Valor]] = []
    for uno in etiquetas.destinatarios:
        d = uno.direccion
        pais = a_mayusculas(nombre_pais(d.pais)) if d.pais != etiquetas.origen else ""
        quien = [uno.lineas[0], uno.lineas[1] if len(uno.lineas) > 1 else ""]
        donde = [d.via, d.colonia, d.codigo, d.ciudad, d.provincia, pais]
        filas.append(
            [*quien, *donde, tabla.identificador(uno.posicion), int(tabla.filas[uno.posicion])]
        )
    return Lista(
        f"ETIQUETAS · {len(filas)}",
        _COLUMNAS,
        filas,
        [
            f"sin etiqueta: {contar(n, 'cliente')}, porque {razon}"
            for razon, n in etiquetas.apartados.items()
        ],
        plural="etiquetas",
        objeto=_como_objeto(etiquetas, filas),
    )


def _como_objeto(etiquetas: Etiquetas, filas: Sequence[Sequence[Valor]]) -> Mapping[str, object]:
    registro, peticion = etiquetas.abierto.registro, etiquetas.peticion
    claves = [columna.clave for columna in _COLUMNAS]
    return {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": peticion.hoy.isoformat(),
        "busqueda": peticion.expresion or None,
        "papel": etiquetas.papel.nombre,
        "etiquetas": [
            {c: v or None for c, v in zip(claves, fila, strict=True)} | {"lineas": lineas}
            for fila, lineas in zip(filas, etiquetas.lineas(), strict=True)
        ],
        "apartados": dict(etiquetas.apartados),
        "resumen": {"etiquetas": len(filas), "apartados": sum(etiquetas.apartados.values())},
    }


class NoSeSabeEscribir(ErrorUso):
    """Unas etiquetas no se escriben en un fichero que acabe así."""

    def __init__(self, ruta: Path) -> None:
        termina = f"en «{ruta.suffix}»" if ruta.suffix else "sin terminación"
        hay = ", ".join((PDF, *escribir.TERMINACIONES))
        super().__init__(
            f"--salida «{ruta}» acaba {termina}: unas etiquetas se escriben como {hay}"
        )
