"""Las columnas que piden las herramientas de correo, de mensajes, de llamadas y de cartas."""

from __future__ import annotations

from collections.abc import Sequence

from clientesctl.cartera.segmento import Segmento
from clientesctl.cartera.valores import dato
from clientesctl.entregas.lista import Columna, Valor
from clientesctl.operaciones.traslado_nombres import repartir_completo
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.telefonos import leer_telefono
from clientesctl.textos.voluntades import Canal

_NOMBRES = {"correo": "CORREO", "mensaje": "MENSAJES", "llamada": "LLAMADAS", "postal": "CARTAS"}
_SENA: dict[Canal, Columna] = {
    "correo": Columna("EMAIL", ancho=30),
    "mensaje": Columna("MOVIL", ancho=16),
    "llamada": Columna("TELEFONO", ancho=16),
}
_QUIEN = (
    Columna("NOMBRE", ancho=20),
    Columna("APELLIDOS", ancho=26),
    Columna("EMPRESA", ancho=26),
)
_DE_CARTA = ("calle", "numero", "numero_interior", "colonia", "codigo_postal", "ciudad")
_DIRECCION = (
    Columna("DIRECCION", ancho=34),
    Columna("CODIGO_POSTAL", ancho=10),
    Columna("CIUDAD", ancho=20),
    Columna("PROVINCIA", ancho=18),
    Columna("PAIS", ancho=8),
)


def nombre_del_canal(segmento: Segmento) -> str:
    """Para qué es la lista, en el título."""
    return _NOMBRES[segmento.canal]


def columnas_del_canal(
    registro: Registro, segmento: Segmento | None
) -> tuple[tuple[Columna, ...], list[list[Valor]]]:
    """Las columnas del segmento y sus filas; ninguna si no es para un canal."""
    if segmento is None:
        return (), []
    clientes = registro.clientes
    quienes = [_quien(clientes, p) for p in segmento.posiciones.tolist()]
    if segmento.canal == "postal":
        senas = [_direccion(clientes, p) for p in segmento.posiciones.tolist()]
        return (*_QUIEN, *_DIRECCION), [[*q, *s] for q, s in zip(quienes, senas, strict=True)]
    columnas = (_SENA[segmento.canal], *_QUIEN)
    dichas = segmento.senas
    if segmento.canal == "llamada":
        dichas = tuple(_para_marcar(sena, registro.pais) for sena in dichas)
    return columnas, [[s, *q] for s, q in zip(dichas, quienes, strict=True)]


def _para_marcar(sena: str, pais: str) -> str:
    """El teléfono como se marca desde ese país."""
    leido = leer_telefono(f"+{sena}", pais)
    return sena if leido is None else leido.formato


def _quien(clientes: Tabla, posicion: int) -> Sequence[Valor]:
    """El nombre, los apellidos y la empresa; lo que no se sabe partir de cierto va entero."""
    nombre = dato(clientes, "nombre", posicion)
    apellidos = [dato(clientes, c, posicion) for c in ("apellido_1", "apellido_2")]
    junto = " ".join(filter(None, apellidos)) or dato(clientes, "apellidos", posicion)
    empresa = dato(clientes, "razon_social", posicion)
    if not nombre and not junto:
        completo = dato(clientes, "nombre_completo", posicion)
        partes = repartir_completo(completo) or {"nombre": completo}
        nombre = partes.get("nombre", "")
        junto = " ".join(partes[c] for c in ("apellido_1", "apellido_2") if c in partes)
        empresa = empresa or partes.get("razon_social", "")
    return (nombre, junto, empresa or dato(clientes, "nombre_comercial", posicion))


def _direccion(clientes: Tabla, posicion: int) -> Sequence[Valor]:
    calle = dato(clientes, "calle", posicion)
    if calle:
        detalle = (dato(clientes, c, posicion) for c in _DE_CARTA[1:4])
        entera = ", ".join(filter(None, (" ".join(filter(None, (calle, next(detalle)))), *detalle)))
    else:
        enteras = (dato(clientes, c, posicion) for c in ("direccion", "direccion_fiscal"))
        entera = next(filter(None, enteras), "")
    ciudad = dato(clientes, "ciudad", posicion) or dato(clientes, "municipio", posicion)
    codigo, provincia = (dato(clientes, c, posicion) for c in ("codigo_postal", "provincia"))
    return (entera, codigo, ciudad, provincia, dato(clientes, "pais", posicion))
