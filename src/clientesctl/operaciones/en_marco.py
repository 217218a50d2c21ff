"""Lo que hay en una hoja, o en una respuesta, como un DataFrame con tipos que sirven.

Las fechas son datetime64; los números, float; todo lo demás, texto, también los códigos («08001»
guarda su cero). Lo que falta falta igual en todas: NaT en las fechas y NaN en lo demás, así que
`isna()`, `dropna()` y una comparación hacen lo que se espera.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from clientesctl.cartera.valores import SIN_DIA, leer_dias, leer_importes
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.esquema import campo as del_esquema

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from clientesctl.entregas.lista import Lista
    from clientesctl.registro.registro import Tabla

FILA = "fila"
_CON_HORA = len("2026-11-22 10:30:00")
_NUMEROS = frozenset({"entero", "numero", "dinero", "parte"})


def marco_de_tabla(tabla: Tabla, pais: str) -> pd.DataFrame:
    """La tabla entera: una columna por campo y, detrás, las que no se entendieron, por su cabecera.

    El índice, «fila», es el número que Excel enseña. Una celda de fecha o de número en que no se
    lee ninguno queda vacía: lo escrito está en `Tabla.datos`. El país dice qué es «1.234».
    """
    import pandas as pd

    indice = pd.Index(tabla.filas, name=FILA)
    columnas = {
        campo: _con_tipo(columna, _clase_de(campo, tabla.clase), pais)
        for campo, columna in tabla.columnas.items()
    }
    for cabecera, columna in tabla.otras.items():
        columnas.setdefault(cabecera, _textos(columna))
    return pd.DataFrame(columnas, index=indice)


def marco_vacio(clase: str) -> pd.DataFrame:
    """El de una hoja que el libro no tiene: las columnas del contrato y ninguna fila."""
    import pandas as pd

    nada = Columna.de_textos([])
    columnas = {campo.nombre: _con_tipo(nada, campo.clase, "") for campo in HOJAS[clase]}
    return pd.DataFrame(columnas, index=pd.Index(np.empty(0, np.int64), name=FILA))


def marco_de_lista(lista: Lista) -> pd.DataFrame:
    """Una lista que se entrega, por las claves de su JSON; si lleva la fila, es el índice."""
    clases = {columna.clave: columna.clase for columna in lista.columnas}
    objetos = (dict(zip(clases, fila, strict=True)) for fila in lista.filas)
    return marco_de_objetos(objetos, clases)


def marco_de_objetos(
    objetos: Iterable[Mapping[str, Any]], clases: Mapping[str, str], indice: str | None = FILA
) -> pd.DataFrame:
    """Una fila por objeto de un JSON y una columna por campo de `clases`, con su tipo.

    `clases` es campo → «texto», «fecha», «entero», «numero», «dinero», «parte», «logico» u
    «objeto» (tal cual). La columna `indice` pasa a serlo, si está.
    """
    import pandas as pd

    filas = list(objetos)
    columnas = {
        campo: _valores([fila.get(campo) for fila in filas], clase)
        for campo, clase in clases.items()
    }
    marco = pd.DataFrame(columnas)
    return marco.set_index(indice) if indice is not None and indice in marco else marco


def _valores(valores: Sequence[Any], clase: str) -> Any:
    import pandas as pd

    if clase == "fecha":
        return pd.to_datetime(pd.Series(valores, dtype="object")).astype("datetime64[s]")
    if clase == "entero" and None not in valores:
        return np.asarray(valores, dtype=np.int64)
    if clase in _NUMEROS:
        return np.asarray([np.nan if v is None or v == "" else v for v in valores], np.float64)
    if clase == "logico":
        return np.asarray(valores, dtype=bool)
    if clase == "objeto":
        return pd.Series(valores, dtype="object")
    return _de_textos([v if v != "" else None for v in valores])


def _clase_de(campo: str, hoja: str) -> str:
    conocido = del_esquema(campo, hoja)
    return "texto" if conocido is None else conocido.clase


def _con_tipo(columna: Columna, clase: str, pais: str) -> Any:
    if clase == "fecha":
        return _momentos(columna)
    if clase == "numero":
        return leer_importes(columna, pais)
    return _textos(columna)


def _momentos(columna: Columna) -> npt.NDArray[np.datetime64]:
    """Por fila, el día (con su hora, si la celda la guarda) o NaT."""
    dias = leer_dias(columna)
    momentos = dias.astype("datetime64[D]").astype("datetime64[s]")
    momentos[dias == SIN_DIA] = np.datetime64("NaT")
    con_hora = [
        (i, np.datetime64(texto, "s"))
        for i, texto in enumerate(columna.textos.tolist())
        if columna.tipos[i] == Tipo.FECHA and len(texto) == _CON_HORA
    ]
    if con_hora:
        de_valor = np.full(len(columna.textos), np.datetime64("NaT"), "datetime64[s]")
        for i, momento in con_hora:
            de_valor[i] = momento
        exactos = de_valor[columna.codigos]
        momentos = np.where(np.isnat(exactos), momentos, exactos)
    return momentos


def _textos(columna: Columna) -> Any:
    """Por fila, lo escrito sin espacios a los lados; lo vacío falta."""
    limpios = [texto.strip() or None for texto in columna.textos.tolist()]
    return _de_textos(limpios).take(columna.codigos)


def _de_textos(textos: Sequence[str | None]) -> Any:
    import pandas as pd

    # El texto de pandas 3 (con NaN donde falta); en pandas 2, «str» escribiría «None».
    tipo = "str" if int(pd.__version__.split(".")[0]) >= 3 else "object"
    return pd.array(np.asarray(textos, dtype=object), dtype=tipo)  # type: ignore[call-overload]  # las dos versiones
