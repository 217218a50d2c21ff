"""Las maneras de repetir a una empresa."""

from __future__ import annotations

import re

from cambios import Cambio, Cambios
from empresas import GIROS, palabras
from gente import Ficha

_FORMA = re.compile(
    r",? (?:S\.L\.U?\.?|S\.A\.(?: DE C\.V\.|C\.I\.|P\.I\. DE C\.V\.)?|S\. DE R\.L\. DE C\.V\."
    r"|S\.R\.L\.|C\.B\.|E\.A\.S\.|S\.C\.|SOC\. .*)$"
)
_LARGAS = {
    "S.L.": "SOC. LIMITADA",
    "S.A.": "SOC. ANONIMA",
    "S.R.L.": "SOC. DE RESP. LTDA.",
    "S.A. DE C.V.": "SOC. ANONIMA DE CAPITAL VARIABLE",
}
_ABREVIADAS = {
    "HERMANOS": "HNOS.",
    "CONSTRUCCIONES": "CONST.",
    "TRANSPORTES": "TRANSP.",
    "DISTRIBUIDORA": "DIST.",
    "INDUSTRIAS": "IND.",
    "SERVICIOS": "SERV.",
    "INMOBILIARIA": "INMOB.",
    "COMERCIAL": "COM.",
    "ASOCIADOS": "ASOC.",
    "AGROPECUARIA": "AGROP.",
    "SUCURSAL": "SUC.",
    " Y ": " & ",
}
_VACIAS = frozenset({"Y", "E", "DE", "DEL", "LA", "EL", "&"})


class CambiosDeEmpresa(Cambios):
    """La forma jurídica, las siglas, las abreviaturas, el orden, el giro callado, la ciudad."""

    def todos(self) -> list[Cambio]:
        errata = self.errata_en("RAZON_SOCIAL")
        propios = [self._abreviar, self._abreviar, self._siglas, self._orden, self._sin_giro]
        return [*(errata, self._forma) * 3, *propios, self._con_ciudad, *super().todos()]

    def _forma(self, ficha: Ficha) -> None:
        """La forma jurídica, sin puntos, sin espacios, entera o callada."""
        suya = _FORMA.search(ficha["RAZON_SOCIAL"])
        if suya:
            forma = suya.group().strip(", ")
            pegada, sin_puntos = forma.replace(" ", ""), forma.replace(".", "")
            nueva = self.azar.choice((sin_puntos, pegada, _LARGAS.get(forma, ""), ""))
            ficha["RAZON_SOCIAL"] = f"{ficha['RAZON_SOCIAL'][: suya.start()]} {nueva}".strip()

    def _nombre(self, ficha: Ficha) -> str:
        """Sin la forma jurídica."""
        return _FORMA.sub("", ficha["RAZON_SOCIAL"])

    def _abreviar(self, ficha: Ficha) -> None:
        for larga, corta in _ABREVIADAS.items():
            ficha["RAZON_SOCIAL"] = ficha["RAZON_SOCIAL"].replace(larga, corta)

    def _siglas(self, ficha: Ficha) -> None:
        """Las iniciales, con puntos o sin ellos, si son tres o más."""
        letras = [palabra[0] for palabra in self._nombre(ficha).split() if palabra not in _VACIAS]
        if len(letras) > 2:
            ficha["RAZON_SOCIAL"] = self.azar.choice(("", ".")).join([*letras, ""])

    def _orden(self, ficha: Ficha) -> None:
        primera, _, resto = self._nombre(ficha).partition(" ")
        if resto:
            ficha["RAZON_SOCIAL"] = f"{resto}{self.azar.choice((', ', ' '))}{primera}"

    def _sin_giro(self, ficha: Ficha) -> None:
        primera, _, resto = self._nombre(ficha).partition(" ")
        if resto and primera in palabras(GIROS):
            ficha["RAZON_SOCIAL"] = resto

    def _con_ciudad(self, ficha: Ficha) -> None:
        if ficha["CIUDAD"]:
            donde = self.azar.choice((ficha["CIUDAD"], f"({ficha['CIUDAD']})"))
            ficha["RAZON_SOCIAL"] = f"{self._nombre(ficha)} {donde}"
