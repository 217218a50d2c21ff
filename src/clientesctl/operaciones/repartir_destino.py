"""A quién va lo que tenía abierto quien se va."""

from __future__ import annotations

from dataclasses import dataclass

from clientesctl.cartera.reparto import Reparto
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import plegar


@dataclass(frozen=True, eq=False)
class Destino:
    """A quién va lo abierto con un cliente: a su vendedor; si no tiene otro, al menos cargado."""

    reparto: Reparto
    registro: Registro
    de: str
    menos_cargado: str

    def __call__(self, cliente: int) -> str:
        if cliente < 0:
            return self.menos_cargado
        lugar = int(self.reparto.quien[cliente])
        suyo = self.registro.clientes.texto("vendedor", cliente)
        if lugar >= 0:
            suyo = self.reparto.mesa.vendedores[lugar]
        return self.menos_cargado if not suyo or plegar(suyo) == plegar(self.de) else suyo


def a_quien_va(reparto: Reparto, registro: Registro, de: str, entre: tuple[int, ...]) -> Destino:
    """El destino de lo abierto de quien se va; lo de nadie, al menos cargado de `entre`."""
    cuantas = reparto.mesa.fichas_de(reparto.quien)
    menos = min(entre, key=lambda v: (int(cuantas[v]), v))
    return Destino(reparto, registro, de, reparto.mesa.vendedores[menos])
