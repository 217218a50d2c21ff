"""Por qué no se funden las fichas que alguien ha nombrado."""

from __future__ import annotations

from clientesctl.duplicados.fusion import Negada
from clientesctl.registro.errores import ErrorUso, Rechazo


class SinPareja(ErrorUso):
    """Se nombró una sola ficha y no se parece a ninguna."""

    def __init__(self, ficha: str) -> None:
        super().__init__(
            f"{ficha} no está en ningún grupo de dobles: nombre también con cuál se funde"
        )


class VariosGrupos(ErrorUso):
    """Se nombraron fichas de clientes distintos, y fundirlas todas haría uno de varios."""

    def __init__(self, partes: list[list[str]]) -> None:
        grupos = "; ".join(" ".join(parte) for parte in partes)
        super().__init__(
            f"las fichas nombradas parecen de varios clientes ({grupos}): nombre en cada orden las"
            " de uno"
        )


class FueraDeLosGrupos(ErrorUso):
    """--conservar o --con nombran una ficha que no se va a fundir."""

    def __init__(self, ficha: str) -> None:
        super().__init__(
            f"{ficha} no está entre las fichas que se funden: nómbrela con las de su grupo"
        )


class FusionNegada(Rechazo):
    """Las fichas nombradas no se pueden fundir con seguridad."""

    def __init__(self, negada: Negada) -> None:
        remedio = negada.remedio
        if remedio.startswith("--"):
            remedio = f"diga cuál vale con {remedio}"
        elif remedio:
            remedio = f"antes, «clientesctl {remedio}»"
        pista = f"; {remedio}" if remedio else ""
        super().__init__(f"no se funden: {negada.frase}. No se ha escrito nada{pista}")


class DeclaradasDistintas(Rechazo):
    """Alguien dijo que dos de las fichas nombradas son dos clientes."""

    def __init__(self, fichas: tuple[str, str], quien: str) -> None:
        una, otra = fichas
        super().__init__(
            f"no se funden: {quien} que {una} y {otra} son dos clientes. No se ha escrito nada;"
            f" si son el mismo, antes «clientesctl duplicados distintos {una} {otra} --quitar»"
        )


class NoSeElige(ErrorUso):
    """--con nombra el ID o FUSIONADO_EN, que dicen qué ficha es y no se toman de otra."""

    def __init__(self, pedido: str, ficha: str) -> None:
        super().__init__(
            f"--con {pedido}: esa columna dice qué ficha es y no se toma de otra; para que quede"
            f" {ficha} use --conservar {ficha}"
        )


class DosQueQuedan(ErrorUso):
    """--conservar nombra dos fichas del mismo grupo."""

    def __init__(self, una: str, otra: str) -> None:
        super().__init__(
            f"--conservar {una} y {otra}: se funden en una, diga cuál de las dos queda"
        )


class DosElegidas(ErrorUso):
    """--con toma una columna de dos fichas del mismo grupo."""

    def __init__(self, uno: str, otro: str) -> None:
        super().__init__(f"--con {uno} y --con {otro}: la columna queda con un valor, diga cuál")


class SinPoderElegir(ErrorUso):
    """Lo que se eligió con --con no se puede dejar escrito."""

    def __init__(self, pedido: str, porque: str) -> None:
        super().__init__(f"--con {pedido} no se puede hacer: {porque}")
