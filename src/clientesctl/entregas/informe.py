"""Un informe de cifras que se entrega: lo mismo da si acaba en una página o en un libro."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clientesctl.entregas.grafico import Barras, Columnas
from clientesctl.entregas.lista import Lista


@dataclass(frozen=True, slots=True)
class Cifra:
    """Una cifra que importa: el número, de qué es y una frase que lo pone en su sitio."""

    valor: str
    rotulo: str
    frase: str = ""


@dataclass(frozen=True)
class Apartado:
    """Una parte del informe: su título, lo que se ve en ella, su gráfico y sus números.

    `clave` la nombra dentro de la página. Sin gráfico ni tabla, la frase dice por qué. `ancho`: la
    tabla se ve entera y a lo ancho, sin plegar. `notas` van debajo, en pequeño.
    """

    clave: str
    titulo: str
    frase: str = ""
    grafico: Columnas | Barras | None = None
    tabla: Lista | None = None
    notas: Sequence[str] = ()
    ancho: bool = False


@dataclass(frozen=True)
class Pagina:
    """El informe entero; `bajada` dice de qué es y `avisos` lo que hay que saber antes de leer."""

    titulo: str
    bajada: str
    cifras: Sequence[Cifra] = ()
    apartados: Sequence[Apartado] = ()
    avisos: Sequence[str] = ()
    pie: str = ""
