"""Lo que le falta a un registro para que las órdenes den más de sí."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientesctl.registro.registro import SEGURA, Registro, Tabla
from clientesctl.textos.cifras import enumerar


@dataclass(frozen=True, slots=True)
class Carencia:
    """Qué falta, a qué orden se lo quita y cómo se remedia."""

    orden: str
    que: str
    remedio: str


def carencias(registro: Registro) -> tuple[Carencia, ...]:
    """Lo que falta en este registro, de lo que más se nota a lo que menos."""
    clientes = registro.clientes
    return (
        *_de_estado(registro, clientes),
        *_de_llamadas(clientes),
        *_de_duplicados(clientes),
        *_de_escritura(clientes),
    )


def _de_estado(registro: Registro, clientes: Tabla) -> Iterator[Carencia]:
    ventas = registro.tabla("VENTAS")
    if ventas is None and "ultima_compra" not in clientes:
        yield Carencia(
            "estado",
            "no hay hoja de ventas ni columna de última compra: todos parecen prospectos",
            "añada una hoja VENTAS (FECHA, ID_CLIENTE, IMPORTE) o una columna «Última compra»",
        )
    elif ventas is None and "total_compras" not in clientes:
        yield Carencia(
            "estado",
            "no hay ventas: no se sabe lo que gastaba cada uno ni se puede comparar con otra fecha",
            "añada una hoja VENTAS (FECHA, ID_CLIENTE, IMPORTE)",
        )
    if "vendedor" not in clientes:
        yield Carencia(
            "estado",
            "no hay columna de vendedor: saldrá una sola lista para todos",
            "añada una columna VENDEDOR",
        )


def _de_llamadas(clientes: Tabla) -> Iterator[Carencia]:
    if not {"telefono", "movil"} & set(clientes.columnas):
        yield Carencia(
            "llamadas", "no hay columna de teléfono", "añada una columna TELEFONO o MOVIL"
        )
    if "no_contactar" not in clientes:
        yield Carencia(
            "llamadas",
            "no hay columna de quien no quiere que se le llame",
            "añada una columna NO_CONTACTAR (SI, NO)",
        )
    if "horario" not in clientes:
        yield Carencia(
            "llamadas",
            "no se anota a qué hora prefiere cada uno",
            "añada una columna HORARIO (MAÑANAS, TARDES)",
        )


def _de_duplicados(clientes: Tabla) -> Iterator[Carencia]:
    utiles = {
        "id_fiscal": "documento fiscal",
        "telefono|movil": "teléfono",
        "email": "correo",
        "codigo_postal": "código postal",
        "fecha_nacimiento": "fecha de nacimiento",
    }
    faltan = [n for c, n in utiles.items() if not set(c.split("|")) & set(clientes.columnas)]
    if len(faltan) >= 2:  # con cuatro de los cinco se distingue bien
        yield Carencia(
            "duplicados",
            f"sin {enumerar(faltan)} hay dobles que no se pueden distinguir de dos personas",
            "capture al menos dos de ellos",
        )


def _de_escritura(clientes: Tabla) -> Iterator[Carencia]:
    if "id" not in clientes:
        yield Carencia(
            "escribir",
            "no hay código de cliente: si se ordena la hoja, cuesta saber quién era quién",
            "añada una columna ID con un código por cliente",
        )
    dudosas = [a.cabecera for a in clientes.asignaciones.values() if a.certeza < SEGURA]
    if dudosas:
        yield Carencia(
            "escribir",
            f"no es seguro qué son {enumerar([f'«{c}»' for c in dudosas])}: ahí no se escribirá",
            "compruébelo y guárdelo con «clientesctl diagnostico --guardar»",
        )
