"""El libro de las filas que no entran: se corrige en Excel y se vuelve a importar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from clientesctl.captura.importar_entrada import ES, HUELLA, POR_QUE, QUE_HACER, VIENE_DE
from clientesctl.captura.importar_resultado import Importacion, Rechazada
from clientesctl.entregas.lista import Clase, Columna, Lista, Valor
from clientesctl.operaciones.importar import Propuesta
from clientesctl.operaciones.libros import clave_si_cifrado
from clientesctl.registro.columna import Tipo
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.esquema import AJENOS, HOJAS
from clientesctl.registro.plan import Dato

OPCION = "--rechazadas"
_DELANTE = (
    Columna(ES, ancho=12),
    Columna(POR_QUE, ancho=46),
    Columna(QUE_HACER, ancho=40),
    Columna(VIENE_DE, ancho=24),
)
_PREFIJO = "rechazadas-"
_SE_DEDUCEN = frozenset({"tipo"})
_ANCHOS = {"observaciones": 40, "razon_social": 28, "email": 28, "calle": 28, "nombre": 18}


def como_lista(importacion: Importacion) -> Lista:
    """Las rechazadas con todos sus datos por campos, por qué no entran y una casilla que llenar."""
    campos = _campos(importacion)
    columnas = [
        Columna(_titulo(c, importacion), _clase(c, importacion), _ANCHOS.get(c, 16)) for c in campos
    ]
    return Lista(
        titulo="RECHAZADAS",
        columnas=[*_DELANTE, *columnas, Columna(HUELLA, ancho=20)],
        filas=[_fila(r, importacion, campos) for r in importacion.rechazadas],
        plural="rechazadas",
    )


def destino(propuesta: Propuesta, pedida: Path | None) -> Path:
    """Dónde se escriben: donde se pide o, si no, en esta carpeta y sin pisar nada.

    No junto a la lista: puede estar en una unidad de red que ven otros, o donde no se escribe.
    """
    if pedida is not None:
        return pedida
    fuentes = propuesta.lectura.fuentes
    unica = len({fuente.ruta for fuente in fuentes}) == 1
    base = f"{_PREFIJO}{_sin_prefijo(fuentes[0].ruta.stem)}" if unica else "rechazadas"
    libre, n = Path(f"{base}.xlsx"), 1
    while libre.exists():
        n += 1
        libre = Path(f"{base}-{n}.xlsx")
    return libre


def _sin_prefijo(nombre: str) -> str:
    """El de la lista, también si lo que se importa son ya sus rechazadas.

    >>> _sin_prefijo("feria"), _sin_prefijo("rechazadas-feria-2")
    ('feria', 'feria')
    """
    if not nombre.startswith(_PREFIJO):
        return nombre
    return re.sub(r"-\d+$", "", nombre.removeprefix(_PREFIJO))


def comprobar(ruta: Path, propuesta: Propuesta) -> None:
    """Nada, si ahí se podrá escribir: se sabe antes de tocar el registro.

    `ErrorUso` si no es un .xlsx, ahí no se puede o es una de las listas; `Rechazo` si es el
    registro.
    """
    from clientesctl.entregas.fichero import comprobar_destino
    from clientesctl.operaciones.duplicados_lista import es_el_mismo

    if ruta.suffix.lower() != ".xlsx":
        raise SoloEnExcel(ruta)
    comprobar_destino(ruta, propuesta.abierto.registro.ruta, OPCION)
    for fuente in propuesta.lectura.fuentes:
        if es_el_mismo(ruta, fuente.ruta):
            raise SobreUnaLista(ruta)


def escribir(ruta: Path, propuesta: Propuesta) -> None:
    """El libro de las rechazadas, en `ruta`, que solo podrá leer quien lo hace.

    Si el registro tiene contraseña, lleva la misma.
    """
    from clientesctl.entregas.fichero import sustituir
    from clientesctl.entregas.xlsx import escribir_xlsx
    from clientesctl.libro.cifrado import cifrar

    registro = propuesta.abierto.registro.ruta
    clave = clave_si_cifrado(registro)
    with sustituir(ruta, registro=registro, opcion=OPCION) as provisional:
        escribir_xlsx(provisional, como_lista(propuesta.importacion))
        if clave is not None:
            provisional.write_bytes(cifrar(provisional.read_bytes(), clave))


def _campos(importacion: Importacion) -> list[str]:
    """Los campos que lleva alguna, en el orden del contrato; detrás, los que no se conocen."""
    lista = importacion.lista
    suyos = {
        campo: None
        for rechazada in importacion.rechazadas
        for campo in rechazada.datos
        if campo not in _SE_DEDUCEN or campo in lista.escritos[rechazada.fila]
    }
    conocidos = [c.nombre for c in (*HOJAS["CLIENTES"], *AJENOS["CLIENTES"])]
    # Lo que se pide escribir ha de tener su columna, aunque todas vengan sin ello.
    faltan = (r.campo for x in importacion.rechazadas for r in x.razones if r.causa == "falta")
    suyos |= dict.fromkeys(faltan)
    return [*(c for c in conocidos if c in suyos), *(c for c in suyos if c not in conocidos)]


def _titulo(campo: str, importacion: Importacion) -> str:
    """El del campo; el de un consentimiento es lo que se preguntó, que al volver es su prueba."""
    preguntado = (e.consienten.get(campo) for e in importacion.lista.entradas)
    texto = next(filter(None, preguntado), "")
    conocido = any(campo == c.nombre for c in (*HOJAS["CLIENTES"], *AJENOS["CLIENTES"]))
    return texto or (campo.upper() if conocido else campo)


def _clase(campo: str, importacion: Importacion) -> Clase:
    datos = [r.datos[campo] for r in importacion.rechazadas if campo in r.datos]
    return "fecha" if datos and all(_dia(d) is not None for d in datos) else "texto"


def _fila(rechazada: Rechazada, importacion: Importacion, campos: list[str]) -> tuple[Valor, ...]:
    lista = importacion.lista
    return (
        lista.es[rechazada.fila],
        "\n".join(map(str, rechazada.razones)),
        "\n".join(dict.fromkeys(r.que_hacer for r in rechazada.razones)),
        lista.sitio(rechazada.fila),
        *(_valor(rechazada.datos, campo) for campo in campos),
        lista.huellas[rechazada.fila],
    )


def _valor(datos: Mapping[str, Dato], campo: str) -> Valor:
    dato = datos.get(campo)
    if dato is None:
        return None
    return _dia(dato) or dato.texto


def _dia(dato: Dato) -> dt.date | None:
    if dato.tipo != Tipo.FECHA:
        return None
    return dt.date.fromisoformat(dato.texto[:10])


class SoloEnExcel(ErrorUso):
    """Se pidieron las rechazadas en un fichero que no es un libro de Excel."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(f"{OPCION} «{ruta}»: es un libro de Excel; acabe el nombre en .xlsx")


class SobreUnaLista(ErrorUso):
    """Se pidieron las rechazadas encima de una de las listas que se importan."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"{OPCION} «{ruta}» es una de las listas que se importan: dele otro nombre"
        )
