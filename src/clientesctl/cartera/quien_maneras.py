"""De cuántas maneras puede estar escrito en el registro un nombre tecleado."""

from __future__ import annotations

from collections.abc import Sequence

from clientesctl.cartera.quien_palabras import juntar_siglas, partir

_MUCHAS_PALABRAS = 8


def maneras_de_decir(texto: str) -> list[list[str]]:
    """Las palabras que se buscan, sin tratamiento, forma jurídica ni partículas."""
    from clientesctl.textos.empresas import separar_forma
    from clientesctl.textos.nombres import PARTICULAS, titulo_inicial

    titulo = titulo_inicial(texto)
    dichas = partir(separar_forma(titulo[1] if titulo else texto)[0])[:_MUCHAS_PALABRAS]
    utiles = [p for p in dichas if p not in PARTICULAS] or dichas
    maneras = [utiles, juntar_siglas(dichas)]
    return [m for i, m in enumerate(maneras) if m and m not in maneras[:i]]


def pegando_dos(palabras: Sequence[str]) -> list[list[str]]:
    """Lo mismo con dos palabras seguidas escritas en una: «FERRE LUNA» es FERRELUNA."""
    return [
        [*palabras[:i], palabras[i] + palabras[i + 1], *palabras[i + 2 :]]
        for i in range(len(palabras) - 1)
    ]
