"""Las hojas de un registro con sus tipos de verdad y sin perder nada de lo que hay escrito.

Una fecha o un número que no se pueden leer quedan sin valor en su columna, y lo que había escrito
va al lado, en otra que acaba en «_escrito»: también lo que dice más de lo que cabe en el número
(«50 USD») o en el día (la hora).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.valores import SIN_DIA, fecha_de, leer_dias, leer_importes
from clientesctl.entregas.marco import ClaseDeDato, ColumnaTipada, Dato, Marco, columna_seguida
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.esquema import campo as campo_del_contrato
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.registro import Registro, Tabla, letra
from clientesctl.textos.limpieza import plegar

_ENTEROS = frozenset({"ciclo_dias", "edad", "numero_compras", "fila"})
_MAS_QUE_UN_NUMERO = re.compile(r"[^\d.,\s'’()+-]")
_CON_HORA = re.compile(r"\d{1,2}[:h]\d{2}")
_ESCRITO = "escrito"
_TIPO_SUELTO: dict[Tipo, ClaseDeDato] = {
    Tipo.NUMERO: "numero",
    Tipo.FECHA: "fecha",
    Tipo.LOGICO: "logico",
}


def nombres_de_tablas(registro: Registro) -> dict[str, str]:
    """Nombre de tabla → clase de la hoja, en el orden del libro."""
    return {clase.lower(): clase for clase in registro.tablas}


def hacer_marco(historia: Historia, clase: str) -> Marco:
    """Esa hoja con sus columnas en su orden, su fila de Excel y, si la tiene, la de su cliente."""
    registro = historia.registro
    tabla = registro.tablas[clase]
    columnas = [columna_seguida("fila", "entero", tabla.filas.tolist())]
    if clase != "CLIENTES" and "id_cliente" in tabla:
        columnas.append(_fila_cliente(historia, tabla))
    usados = {columna.nombre for columna in columnas} | set(tabla.columnas)
    for campo, cabecera, columna in _en_orden(tabla):
        if campo:
            columnas += _canonica(campo, cabecera, columna, clase, registro.pais, usados)
        else:
            columnas.append(_suelta(_libre(nombre_saneado(cabecera), usados), cabecera, columna))
    return Marco(clase.lower(), tabla.hoja, tuple(columnas))


def marco_crudo(hoja: HojaCruda, ocupados: set[str]) -> Marco:
    """Una hoja que no se entendió, tal cual: una columna por la de Excel (a, b, c…)."""
    nombre = _libre(f"hoja_{nombre_saneado(hoja.nombre)}", ocupados)
    columnas = [columna_seguida("fila", "entero", hoja.filas.tolist())]
    for i, columna in enumerate(hoja.columnas, start=1):
        if columna.codigos.any():
            columnas.append(_suelta(letra(i).lower(), letra(i), columna))
    return Marco(nombre, hoja.nombre, tuple(columnas))


def nombre_saneado(cabecera: str) -> str:
    """La cabecera como nombre de columna: minúsculas sin acentos, cifras y guiones bajos.

    >>> nombre_saneado("Nº de hijos"), nombre_saneado("2024 €"), nombre_saneado("¿?")
    ('no_de_hijos', 'c_2024', 'columna')
    """
    plegado = plegar(cabecera.replace("º", "o").replace("ª", "a")).lower()
    junto = "_".join("".join(c if c.isascii() and c.isalnum() else " " for c in plegado).split())
    return f"c_{junto}" if junto[:1].isdigit() else junto or "columna"


def _en_orden(tabla: Tabla) -> Iterator[tuple[str, str, Columna]]:
    """Cada columna por su sitio: su campo (vacío si no se entendió), su cabecera y ella."""
    sitios = {c: a.columna for c, a in tabla.asignaciones.items()}
    cabeceras = {c: a.cabecera for c, a in tabla.asignaciones.items()}
    suyas = [
        *((sitios.get(c, 0), c, cabeceras.get(c, ""), v) for c, v in tabla.columnas.items()),
        *((tabla.otras_posiciones.get(c, 1 << 20), "", c, v) for c, v in tabla.otras.items()),
    ]
    for _, campo, cabecera, columna in sorted(suyas, key=lambda s: s[0]):
        yield campo, cabecera, columna


def _libre(nombre: str, usados: set[str]) -> str:
    n, libre = 1, nombre
    while libre in usados:
        n += 1
        libre = f"{nombre}_{n}"
    usados.add(libre)
    return libre


def _canonica(
    campo: str, cabecera: str, columna: Columna, clase: str, pais: str, usados: set[str]
) -> Iterable[ColumnaTipada]:
    conocido = campo_del_contrato(campo, clase)
    que = conocido.clase if conocido is not None else "texto"
    if que == "fecha":
        valores, escritos = _fechas(columna)
        suya: ClaseDeDato = _clase_de_fecha(valores)
    elif que == "numero":
        valores, escritos = _numeros(columna, pais)
        enteros = campo in _ENTEROS and all(v is None or float(v).is_integer() for v in valores)  # type: ignore[arg-type]  # son números
        suya = "entero" if enteros else "numero"
        valores = [v if v is None else int(v) for v in valores] if enteros else valores  # type: ignore[arg-type]  # ídem
    else:
        valores, escritos, suya = _textos(columna), [], "texto"
    yield ColumnaTipada(campo, suya, columna.codigos, _en_horas(valores, suya), cabecera)
    if any(e is not None for e in _presentes(columna, escritos)):
        nombre = _libre(f"{campo}_{_ESCRITO}", usados)
        yield ColumnaTipada(nombre, "texto", columna.codigos, escritos, cabecera)


def _suelta(nombre: str, cabecera: str, columna: Columna) -> ColumnaTipada:
    """Una columna sin entender: de un tipo si todas sus celdas lo son; si no, texto."""
    tipos = set(columna.tipos[columna.frecuencias() > 0].tolist()) - {Tipo.VACIA}
    clase = _TIPO_SUELTO.get(Tipo(tipos.pop()), "texto") if len(tipos) == 1 else "texto"
    if clase == "numero":
        # La columna conserva también los valores que no lleva ninguna fila, como su cabecera.
        numericos = (columna.tipos == Tipo.NUMERO).tolist()
        valores: Sequence[Dato] = [
            float(t) if n else None for t, n in zip(columna.textos, numericos, strict=True)
        ]
    elif clase == "logico":
        valores = [t == "VERDADERO" if t else None for t in columna.textos]
    elif clase == "fecha":
        valores, escritos = _fechas(columna)
        if any(e is not None for e in _presentes(columna, escritos)):
            clase, valores = "texto", _textos(columna)
        else:
            clase = _clase_de_fecha(valores)
    else:
        valores = _textos(columna)
    return ColumnaTipada(nombre, clase, columna.codigos, _en_horas(valores, clase), cabecera)


def _textos(columna: Columna) -> list[Dato]:
    return [texto if texto.strip() else None for texto in columna.textos.tolist()]


def _fechas(columna: Columna) -> tuple[list[Dato], list[Dato]]:
    """Por valor distinto, su día (o su momento) y lo escrito que no cabe en él."""
    dias = leer_dias(_distintos(columna)).tolist()
    valores: list[Dato] = []
    escritos: list[Dato] = []
    for texto, tipo, dia in zip(columna.textos.tolist(), columna.tipos.tolist(), dias, strict=True):
        momento = _momento(texto) if tipo == Tipo.FECHA and len(texto) > 10 else None
        valores.append(momento or (None if dia == SIN_DIA else fecha_de(dia)))
        sin_leer = dia == SIN_DIA or (tipo == Tipo.TEXTO and _CON_HORA.search(texto))
        escritos.append(texto if texto.strip() and sin_leer else None)
    return valores, escritos


def _momento(texto: str) -> dt.datetime | None:
    try:
        momento = dt.datetime.fromisoformat(texto)
    except ValueError:
        return None
    return momento if momento.time() != dt.time() else None


def _clase_de_fecha(valores: Sequence[Dato]) -> ClaseDeDato:
    return "momento" if any(isinstance(v, dt.datetime) for v in valores) else "fecha"


def _en_horas(valores: Sequence[Dato], clase: ClaseDeDato) -> Sequence[Dato]:
    """Los mismos; en una columna de momentos, un día suelto es su primera hora."""
    if clase != "momento":
        return valores
    return [
        dt.datetime.combine(v, dt.time())
        if isinstance(v, dt.date) and not isinstance(v, dt.datetime)
        else v
        for v in valores
    ]


def _numeros(columna: Columna, pais: str) -> tuple[list[Dato], list[Dato]]:
    cifras = leer_importes(_distintos(columna), pais).tolist()
    valores: list[Dato] = [None if math.isnan(c) else c for c in cifras]
    escritos: list[Dato] = [
        texto
        if texto.strip()
        and (valor is None or (tipo == Tipo.TEXTO and _MAS_QUE_UN_NUMERO.search(texto)))
        else None
        for texto, tipo, valor in zip(
            columna.textos.tolist(), columna.tipos.tolist(), valores, strict=True
        )
    ]
    return valores, escritos


def _distintos(columna: Columna) -> Columna:
    """Los valores distintos como si cada uno fuera una fila: se leen una vez."""
    codigos = np.arange(len(columna.textos), dtype=np.int32)
    return Columna(codigos, columna.textos, columna.tipos)


def _presentes(columna: Columna, valores: Sequence[Dato]) -> list[Dato]:
    """Los que lleva alguna fila."""
    return [v for v, n in zip(valores, columna.frecuencias().tolist(), strict=False) if n]


def _fila_cliente(historia: Historia, tabla: Tabla) -> ColumnaTipada:
    """La fila de Excel de su cliente (la buena, si lo fundieron), o nada si no se sabe quién es."""
    clientes = historia.registro.clientes
    duenos = buscar_duenos(clientes, tabla, historia.gemelas)
    destino = np.where(duenos >= 0, historia.absorbidas.destino[duenos], -1)
    distintos: list[Dato] = [None, *clientes.filas.tolist()]
    return ColumnaTipada("fila_cliente", "entero", destino + 1, distintos)
