"""Marcos en Parquet, con pyarrow: lo leen DuckDB, Spark, pandas y Polars sin perder ningún tipo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clientesctl.entregas.marco import ColumnaTipada, Marco
from clientesctl.registro.errores import ErrorUso

_POR_GRUPO = 131_072


def comprobar_parquet() -> None:
    """Nada, si se puede escribir Parquet; `FaltaPyarrow` si no."""
    try:
        import pyarrow  # noqa: F401  # solo si está
    except ImportError as error:
        raise FaltaPyarrow from error


def escribir_parquet(ruta: Path, marco: Marco) -> None:
    """El marco en `ruta`, por grupos de filas; cada columna guarda la cabecera del libro."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tipos = _tipos(pa)
    esquema = pa.schema(
        [
            pa.field(
                c.nombre, tipos[c.clase], metadata={"cabecera": c.cabecera, "hoja": marco.hoja}
            )
            for c in marco.columnas
        ]
    )
    distintos = [pa.array(c.distintos, type=tipos[c.clase]) for c in marco.columnas]
    with pq.ParquetWriter(ruta, esquema, compression="zstd") as escritor:
        for desde in range(0, len(marco), _POR_GRUPO):
            partes = [
                valores.take(_codigos(pa, columna, desde))
                for columna, valores in zip(marco.columnas, distintos, strict=True)
            ]
            escritor.write_table(pa.table(partes, schema=esquema))


def contar_filas(ruta: Path) -> int:
    """Las que dice el propio fichero."""
    import pyarrow.parquet as pq

    return int(pq.read_metadata(ruta).num_rows)


def _codigos(pa: Any, columna: ColumnaTipada, desde: int) -> Any:
    return pa.array(columna.codigos[desde : desde + _POR_GRUPO])


def _tipos(pa: Any) -> dict[str, Any]:
    return {
        "texto": pa.string(),
        "entero": pa.int64(),
        "numero": pa.float64(),
        "fecha": pa.date32(),
        "momento": pa.timestamp("s"),
        "logico": pa.bool_(),
    }


class FaltaPyarrow(ErrorUso):
    """Para escribir Parquet hace falta una biblioteca que no viene de serie."""

    def __init__(self) -> None:
        super().__init__(
            "para escribir Parquet falta pyarrow: instálelo con «pip install pyarrow»,"
            " o pida --salida registro.sqlite o registro.jsonl, que no lo necesitan"
        )
