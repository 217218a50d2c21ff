"""Lo que se apuntó en CONSENTIMIENTOS, frente a lo que cada cual marcó en su ficha."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clientesctl.captura.ensayo_juicios import PERMISOS, Juicio
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.voluntades import niega

_CANALES = {
    "LLAMADA": ("LLAMA", "TEL", "VOZ"),
    "MENSAJE": ("MENSAJ", "SMS", "WHATSAPP", "MOVIL"),
    "CORREO": ("CORREO", "MAIL", "ESCRIB"),
}
"""Canal del impreso → por dónde empieza, plegado, lo que se escribe en la columna CANAL."""


def leer_permisos(registro: Registro) -> dict[str, dict[str, tuple[bool, bool]]]:
    """ID de cliente → canal → si lo otorga y si consta con su fecha y su versión."""
    tabla = registro.tabla("CONSENTIMIENTOS")
    dichos: dict[str, dict[str, tuple[bool, bool]]] = {}
    for posicion in range(len(tabla) if tabla is not None else 0):
        assert tabla is not None
        otorga = not niega(tabla.texto("otorgado", posicion) or "NO")
        con_prueba = all(tabla.texto(c, posicion) for c in ("fecha", "version_texto"))
        for canal in _canales(tabla.texto("canal", posicion)):
            suyo = dichos.setdefault(tabla.texto("id_cliente", posicion), {})
            suyo[canal] = (otorga, con_prueba)
    return dichos


def mirar_permisos(
    marcados: Mapping[str, bool | None], apuntados: Mapping[str, tuple[bool, bool]]
) -> Iterator[tuple[str, str, Juicio]]:
    """Canal, lo apuntado y lo que está mal: un permiso que nadie dio es lo más grave."""
    for canal, marcado in marcados.items():
        otorga, con_prueba = apuntados.get(canal, (False, True))
        dicho = ("SI" if otorga else "NO") if canal in apuntados else ""
        if otorga and not marcado:
            que = "marcó que no" if marcado is False else "no marcó nada"
            yield canal, dicho, Juicio(PERMISOS, "error", f"{que}, y consta que autoriza")
        elif marcado and not otorga:
            yield canal, dicho, Juicio(PERMISOS, "error", "lo autorizó y no consta")
        elif otorga and not con_prueba:
            mensaje = "sin la fecha o la versión del texto no se puede probar"
            yield canal, dicho, Juicio(PERMISOS, "error", mensaje)


def _canales(escrito: str) -> Iterator[str]:
    plegado = plegar(escrito)
    for canal, principios in _CANALES.items():
        if not plegado or "TODO" in plegado or any(p in plegado for p in principios):
            yield canal
