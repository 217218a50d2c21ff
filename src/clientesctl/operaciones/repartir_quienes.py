"""Entre quiénes se reparte: los vendedores del libro y los que se nombran en la orden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from clientesctl.operaciones.agenda_quien import conocidos
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import parecidos
from clientesctl.registro.registro import Registro
from clientesctl.textos.cifras import enumerar
from clientesctl.textos.limpieza import es_marcador, plegar

_EN_LA_FRASE = 8
_MUCHAS_MAS = 10


def vendedores_de(registro: Registro, cuentan: Collection[int] | None = None) -> tuple[str, ...]:
    """Los vendedores de esas fichas (de todas, si no se dicen), por orden alfabético.

    Cada uno, como está en la lista del libro; si no está, como más veces está escrito.
    """
    clientes = registro.clientes
    if "vendedor" not in clientes:
        return ()
    columna = clientes["vendedor"]
    codigos = columna.codigos if cuentan is None else columna.codigos[list(cuentan)]
    formas: dict[str, Counter[str]] = {}
    for codigo, veces in Counter(codigos.tolist()).items():
        texto = str(columna.textos[codigo]).strip()
        if texto and not es_marcador(texto, "vendedor"):
            formas.setdefault(plegar(texto), Counter())[texto] += veces
    return tuple(_forma(registro, clave, formas[clave]) for clave in sorted(formas))


def _forma(registro: Registro, clave: str, formas: Counter[str]) -> str:
    de_la_lista = [v for v in registro.lista("CLIENTES", "vendedor") if plegar(v) == clave]
    return de_la_lista[0] if de_la_lista else min(formas, key=lambda f: (-formas[f], f))


def apartar_dudosos(
    registro: Registro, fichas: Mapping[str, int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """De los vendedores que llevan fichas, los que reciben y los que no se dan por tales.

    Los que no están en la lista del libro son, casi siempre, un nombre mal escrito; si no tiene
    lista, lo es el que se parece a otro que lleva `_MUCHAS_MAS` veces más fichas.
    """
    fuera = set(fuera_de_la_lista(registro, tuple(fichas)))
    if not registro.lista("CLIENTES", "vendedor"):
        for nombre, cuantas in fichas.items():
            mayores = [n.lower() for n, c in fichas.items() if c >= _MUCHAS_MAS * cuantas]
            if parecidos(nombre.lower(), mayores, 1):
                fuera.add(nombre)
    return tuple(n for n in fichas if n not in fuera), tuple(n for n in fichas if n in fuera)


def nombrar(registro: Registro, escritos: Sequence[str], opcion: str) -> tuple[str, ...]:
    """Los que se nombran en esa opción, como los escribe el libro.

    Quien está en su lista de vendedores, o ya atiende a alguien, vale. Si el libro no tiene lista,
    un nombre que no se parezca a ninguno es alguien nuevo.

    Raises:
        VendedorDesconocido: no está, y parece otro o debería estar en la lista.
    """
    de_lista = registro.lista("CLIENTES", "vendedor")
    hay = (*de_lista, *vendedores_de(registro), *conocidos(registro))
    formas: dict[str, str] = {}
    for nombre in hay:
        formas.setdefault(plegar(nombre), nombre)
    elegidos: dict[str, None] = {}
    for escrito in escritos:
        clave = plegar(escrito)
        casi = parecidos(clave.lower(), [c.lower() for c in formas], 1)
        if clave not in formas and (casi or de_lista or opcion == "--de"):
            raise VendedorDesconocido(opcion, escrito, tuple(formas.values()), bool(de_lista))
        elegidos[formas.get(clave, escrito.strip())] = None
    return tuple(elegidos)


def fuera_de_la_lista(registro: Registro, quienes: Sequence[str]) -> tuple[str, ...]:
    """Los que la lista de vendedores del libro no tiene; ninguno, si no hay lista."""
    lista = {plegar(v) for v in registro.lista("CLIENTES", "vendedor")}
    return tuple(q for q in quienes if lista and plegar(q) not in lista)


class VendedorDesconocido(ErrorUso):
    """Se nombró a un vendedor que no está en el libro."""

    def __init__(
        self, opcion: str, visto: str, hay: Sequence[str], con_lista: bool = False
    ) -> None:
        casi = parecidos(plegar(visto).lower(), [plegar(n).lower() for n in hay], 1)
        remedio = f"; ¿quiso decir {casi[0].upper()}?" if casi else ""
        if not remedio and hay:
            mas = ["…"] if len(hay) > _EN_LA_FRASE else []
            remedio = f": están {enumerar([*hay[:_EN_LA_FRASE], *mas])}"
        nuevo = ""
        if opcion != "--de":
            donde = "añádalo antes a la lista de vendedores del libro"
            if not con_lista:
                donde = "póngale antes una ficha, con «clientesctl editar»"
            nuevo = f"{'' if remedio.endswith('?') else '.'} Si es alguien nuevo, {donde}"
        super().__init__(
            f"{opcion}: no hay ningún vendedor «{visto}» en este libro{remedio}{nuevo}"
        )


class SinVendedores(ErrorUso):
    """No hay entre quién repartir."""

    def __init__(self, hay: Sequence[str], de: str = "") -> None:
        if de:
            frase = f"no hay a quién dar lo de {de}: diga a quién con --a, o entre quiénes"
        elif hay:
            frase = f"solo hay un vendedor, {hay[0]}: diga entre quiénes se reparte"
        else:
            frase = "el libro no dice el vendedor de nadie: diga entre quiénes se reparte"
        super().__init__(f"{frase} con --entre, como --entre EMILY,JUAN")
