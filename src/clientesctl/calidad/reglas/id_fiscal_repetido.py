"""El mismo número fiscal en dos fichas.

Casi siempre es el mismo cliente dado de alta dos veces: se le llama dos veces y sus compras quedan
repartidas. Si es de una empresa, con el mismo nombre y en otro sitio (otro código postal, ciudad o
número de calle), pueden ser sucursales y solo se avisa. Un número en más de cinco fichas con
nombres distintos no identifica a nadie: también un aviso.

Se comparan los números compactos: «12.345.678-Z» y «12345678z» son el mismo, y en Paraguay la
cédula y su RUC. Deja en paz los genéricos (`id_fiscal_generico`) y los marcadores. No propone
nada: unir fichas es cosa de `duplicados`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.regla import Contexto, Regla
from clientesctl.registro.columna import Indices
from clientesctl.registro.hallazgo import Dictamen, Gravedad, Lote
from clientesctl.registro.registro import Tabla
from clientesctl.textos.empresas import nombre_comparable
from clientesctl.textos.ids_fiscales import compactar_id, es_id_generico, revisar_id
from clientesctl.textos.limpieza import solo_alfanumerico

CAMPO = "id_fiscal"
_NOMBRES = ("nombre_completo", "nombre", "apellido_1", "apellido_2", "apellidos", "razon_social")
_DE_NADIE = 5
"""Desde cuántas fichas con nombres distintos, pasadas estas, un número no identifica a nadie."""
_FILAS_EN_EL_MENSAJE = 4
_FICHAS_QUE_SE_COMPARAN = 50
_MENOS_POSIBLE = 5


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las fichas cuyo número fiscal lleva alguna otra."""
    if CAMPO not in contexto.tabla:
        return
    posiciones: list[int] = []
    dictamenes: list[Dictamen] = []
    for grupo in _grupos(contexto):
        posiciones += grupo.tolist()
        dictamenes += _dictamenes(contexto, grupo)
    if posiciones:
        orden = np.argsort(posiciones, kind="stable")
        donde = np.asarray(posiciones, dtype=np.int64)[orden]
        yield Lote(REGLA.nombre, REGLA.gravedad, CAMPO, donde, orden, dictamenes)


def _grupos(contexto: Contexto) -> Iterator[Indices]:
    """Las filas de cada número repetido que identifica a alguien."""
    claves = _claves(contexto)
    veces = np.bincount(claves)
    veces[0] = 0
    repetidas = np.flatnonzero(veces[claves] > 1)
    orden = repetidas[np.argsort(claves[repetidas], kind="stable")]
    for grupo in np.split(orden, np.flatnonzero(np.diff(claves[orden])) + 1):
        if len(grupo) and _es_de_alguien(contexto, int(grupo[0])):
            yield grupo


def _claves(contexto: Contexto) -> Indices:
    """Por fila, un entero que es el mismo para el mismo número; 0 si no hay."""
    columna, paises = contexto.tabla[CAMPO], contexto.paises
    pares = columna.codigos.astype(np.int64) * len(paises.textos) + paises.codigos
    distintos, cual = np.unique(pares, return_inverse=True)
    cuales_texto, cuales_pais = np.divmod(distintos, len(paises.textos))
    numero: dict[str, int] = {"": 0}
    claves = [
        numero.setdefault(clave_del_numero(texto, pais), len(numero))
        for texto, pais in zip(
            columna.textos[cuales_texto], paises.textos[cuales_pais], strict=True
        )
    ]
    return np.asarray(claves, dtype=np.int64)[cual]


def clave_del_numero(texto: str, pais: str) -> str:
    """La forma en que el número es el mismo se escriba como se escriba; vacía si no es ninguno.

    >>> clave_del_numero("12.345.678-z", "ES"), clave_del_numero("12345678", "ES")
    ('12345678Z', '12345678Z')
    >>> clave_del_numero("1.234.567-9", "PY")
    '12345679'
    """
    compacto = compactar_id(texto)
    if len(compacto) < _MENOS_POSIBLE:
        return ""
    incompleto = pais == "ES" and (len(compacto) != 9 or compacto.isdecimal())
    return revisar_id(texto, pais).compacto if incompleto or pais == "PY" else compacto


def _es_de_alguien(contexto: Contexto, posicion: int) -> bool:
    texto = contexto.tabla[CAMPO].texto(posicion)
    generico = es_id_generico(texto, contexto.paises.texto(posicion))
    hay_cifras = any(map(str.isdigit, texto))
    return hay_cifras and not generico and not no_hay_dato(texto, CAMPO)


def _dictamenes(contexto: Contexto, grupo: Indices) -> Iterator[Dictamen]:
    """Uno por ficha del grupo, en su orden."""
    tabla = contexto.tabla
    muestra = grupo[:_FICHAS_QUE_SE_COMPARAN].tolist()
    nombres = {_nombre(tabla, p) for p in muestra} - {""}
    if len(grupo) > _DE_NADIE and len(nombres) > max(2, len(muestra) // 2):
        frase = f"lo llevan {len(grupo)} fichas con nombres distintos: no identifica a nadie"
        return iter([Dictamen(frase, gravedad="aviso")] * len(grupo))
    gravedad: Gravedad | None = None
    cola = ""
    if (
        len(nombres) == 1
        and _es_de_empresa(contexto, muestra[0])
        and _en_otro_sitio(tabla, muestra)
    ):
        gravedad, cola = "aviso", "; el nombre es el mismo y la dirección otra: ¿sucursales?"
    filas = tabla.filas[grupo].tolist()
    return (Dictamen(f"{_frase(filas, fila)}{cola}", gravedad=gravedad) for fila in filas)


def _frase(filas: list[int], fila: int) -> str:
    """En qué otras filas está, dicho desde una de ellas.

    >>> _frase([2, 9], 9), _frase([2, 3, 4, 5, 6, 7, 8], 3)
    ('el mismo número está en la fila 2', 'el mismo número está en las filas 2, 4, 5, 6 y 2 más')
    """
    otras = [f for f in filas[: _FILAS_EN_EL_MENSAJE + 1] if f != fila][:_FILAS_EN_EL_MENSAJE]
    mas = len(filas) - 1 - len(otras)
    sitio = "la fila" if len(filas) == 2 else "las filas"
    cola = f" y {mas} más" if mas else ""
    return f"el mismo número está en {sitio} {', '.join(map(str, otras))}{cola}"


def _nombre(tabla: Tabla, posicion: int) -> str:
    """El nombre de la ficha en una forma que no depende del orden de sus palabras."""
    palabras = " ".join(tabla.texto(campo, posicion) for campo in _NOMBRES)
    return " ".join(sorted(nombre_comparable(palabras).split()))


def _es_de_empresa(contexto: Contexto, posicion: int) -> bool:
    """Si el número puede ser de una empresa: una persona no tiene sucursales."""
    texto = contexto.tabla[CAMPO].texto(posicion)
    return revisar_id(texto, contexto.paises.texto(posicion)).de_empresa is not False


def _en_otro_sitio(tabla: Tabla, posiciones: list[int]) -> bool:
    """Si las fichas están en sitios distintos, y no en el mismo escrito de otra manera."""
    codigos = {_escrito(tabla, "codigo_postal", p).lstrip("0") for p in posiciones} - {""}
    ciudades = {_escrito(tabla, "ciudad", p) for p in posiciones} - {""}
    numeros = {_escrito(tabla, "numero", p) for p in posiciones} - {""}
    return len(codigos) > 1 or (not codigos and len(ciudades) > 1) or len(numeros) > 1


def _escrito(tabla: Tabla, campo: str, posicion: int) -> str:
    return solo_alfanumerico(tabla.texto(campo, posicion).removesuffix(".0"))


REGLA = Regla(
    "id_fiscal_repetido",
    "error",
    "El mismo número fiscal está en dos fichas: suele ser el mismo cliente dos veces. Mírelas con"
    " «duplicados» y fusiónelas. Si el nombre coincide y la dirección no, pueden ser sucursales y"
    " solo se avisa.",
    detectar,
)
