"""Órdenes con suborden, en las que la primera palabra puede ser también el libro."""

from __future__ import annotations

from typing import Any

from clientesctl.consola.castellano import Grupo

_AYUDA = {"--ayuda", "--help", "-h"}


def grupo_con(por_omision: str) -> type[Grupo]:
    """Un grupo en el que, sin suborden, se entiende `por_omision`.

    El nombre de una suborden gana siempre al de un libro que se llame igual.
    """

    class GrupoCon(Grupo):
        """Un grupo con una suborden que no hace falta decir."""

        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            primera = args[0] if args else ""
            sin_decir = primera not in self.commands and not _AYUDA.intersection(args)
            # Mientras el intérprete completa lo que se escribe aún no se sabe qué será.
            if sin_decir and not ctx.resilient_parsing:
                args = [por_omision, *args]
            return super().parse_args(ctx, args)

    return GrupoCon
