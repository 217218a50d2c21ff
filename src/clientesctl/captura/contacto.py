"""Un contacto que alguien dicta: una llamada, un correo, una visita, una queja o una nota."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.consecuencias import avanzar_etapa, hacer_propios, poner_al_dia
from clientesctl.captura.en_casa import lista_de, parecido_en_casa
from clientesctl.captura.entradas import exigir_entrada
from clientesctl.captura.errores_contacto import ProximaAntes, SinNadaDicho
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.situacion import YA_CONTACTADO, por_que_no_llamar
from clientesctl.captura.venta import exigir_pasada
from clientesctl.cartera.conversaciones import leer_pasos
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.medios import ALIAS, no_hubo_nadie

_SENTIDOS = ("ENTRANTE", "SALIENTE")
_SENTIDOS_ALIAS: Mapping[str, str] = {
    "ENTRADA": "ENTRANTE", "SALIDA": "SALIENTE", "RECIBIDO": "ENTRANTE", "RECIBIDA": "ENTRANTE",
    "ENVIADO": "SALIENTE", "ENVIADA": "SALIENTE", "HECHA": "SALIENTE",
}  # fmt: skip
_SIEMPRE = dt.timedelta(days=36_500)


@dataclass(frozen=True, slots=True)
class ContactoDicho:
    """Lo que se dijo de un contacto; lo que no, va vacío."""

    fecha: dt.date
    tipo: str = ""
    sentido: str = ""
    quien: str = ""
    asunto: str = ""
    resultado: str = ""
    notas: str = ""
    proximo_paso: str = ""
    proxima_fecha: dt.date | None = None

    @property
    def dice_algo(self) -> bool:
        """Si se dijo algo de lo que pasó."""
        return any(map(str.strip, (self.asunto, self.resultado, self.notas)))


def apuntar_contacto(libreta: Libreta, cliente: int, dicho: ContactoDicho) -> Hecho:
    """El contacto, con lo que cambia en su cliente (su posición en CLIENTES).

    Es una llamada y lo apunta quien usa el programa, si no se dice otra cosa. Con él quedan
    cerrados los pasos que esperaban de ese cliente.

    Raises:
        ErrorUso: algo de lo dicho no vale.
    """
    apunte = Apunte(libreta)
    suyo, tipo = anadir_contacto(apunte, cliente, dicho)
    plan = apunte.vista_previa("contacto")
    partes = (tipo.lower(), dicho.asunto.strip(), dicho.resultado.strip())
    resumen = f"{', '.join(filter(None, partes))}, el {dicho.fecha:%d/%m/%Y}"
    return apunte.cerrar("contacto", plan, id=suyo, cliente=cliente, dicho=resumen)


def anadir_contacto(apunte: Apunte, cliente: int, dicho: ContactoDicho) -> tuple[str, str]:
    """El ID y el tipo del contacto, que queda en el apunte con sus consecuencias."""
    libreta = apunte.libreta
    exigir_pasada("--fecha", dicho.fecha, libreta.hoy)
    tipo, sentido = _tipo(libreta, dicho), _sentido(dicho)
    if tipo == "NOTA" and not dicho.dice_algo:
        raise SinNadaDicho
    _mirar_lo_que_viene(apunte, dicho)
    _avisar_si_no_se_puede(apunte, cliente, tipo, sentido, dicho.fecha)
    if tipo != "NOTA":
        _cerrar_pasos(apunte, cliente, dicho)
    dichos = _dichos(apunte, dicho, tipo, sentido)
    deducidos = {"quien": apunte.texto("CONTACTOS", "quien", libreta.quien)}
    for campo in ("tipo", "sentido"):
        if not str(getattr(dicho, campo)).strip():
            deducidos[campo] = dichos.pop(campo)
    suyo = apunte.fila("CONTACTOS", dichos, deducidos, cliente)
    if tipo != "NOTA":
        poner_al_dia(apunte, cliente, "ultimo_contacto", dicho.fecha)
    if dicho.proxima_fecha is not None:
        poner_al_dia(apunte, cliente, "proximo_contacto", dicho.proxima_fecha)
    if _se_hablo(dicho, tipo, sentido):
        hacer_propios(apunte, cliente, dicho.fecha)
        if tipo == "VISITA":
            avanzar_etapa(apunte, cliente, ("INICIAL", "CONVENCIENDO"), "VISITA")
    return suyo, tipo


def _tipo(libreta: Libreta, dicho: ContactoDicho) -> str:
    tipos = lista_de(libreta, "CONTACTOS", "tipo")
    return exigir_entrada("--tipo", dicho.tipo, tipos, ALIAS) if dicho.tipo.strip() else "LLAMADA"


def _sentido(dicho: ContactoDicho) -> str:
    """El que se dijo; una queja siempre la trae el cliente. Vacío si no se sabe."""
    if dicho.sentido.strip():
        return exigir_entrada("--sentido", dicho.sentido, _SENTIDOS, _SENTIDOS_ALIAS)
    es_queja = bool(dicho.tipo.strip()) and "QUEJA".startswith(plegar(dicho.tipo))
    return "ENTRANTE" if es_queja else ""


def _mirar_lo_que_viene(apunte: Apunte, dicho: ContactoDicho) -> None:
    proxima = dicho.proxima_fecha
    if proxima is not None and proxima < dicho.fecha:
        raise ProximaAntes(proxima, dicho.fecha)
    if proxima is not None and proxima < apunte.libreta.hoy:
        apunte.avisar(f"la próxima fecha ({proxima:%d/%m/%Y}) ya ha pasado")
    if dicho.proximo_paso.strip() and proxima is None:
        apunte.avisar("el próximo paso no tiene día y no saldrá en la agenda: dígalo con --en 7")


def _avisar_si_no_se_puede(
    apunte: Apunte, cliente: int, tipo: str, sentido: str, dia: dt.date
) -> None:
    """Deja dicho si a ese cliente no se le podía contactar; lo que trae él no cuenta."""
    if tipo in {"NOTA", "QUEJA"} or sentido == "ENTRANTE":
        return
    razon = por_que_no_llamar(apunte.libreta, apunte.recorte(cliente), cliente)
    if not razon or (razon == YA_CONTACTADO and dia != apunte.libreta.hoy):
        return
    que = razon if razon == YA_CONTACTADO else f"a este cliente no se le llama ({razon})"
    apunte.avisar(f"{que}: queda apuntado")


def _cerrar_pasos(apunte: Apunte, cliente: int, dicho: ContactoDicho) -> None:
    """Dice qué pasos de los que esperaban cierra este contacto: cualquiera posterior los cierra.

    Del que aún no había llegado se avisa, si el contacto no deja otro.
    """
    recorte = apunte.recorte(cliente)
    lugar = recorte.lugar(cliente)
    for paso in leer_pasos(recorte.registro, dicho.fecha, dicho.fecha + _SIEMPRE):
        if paso.cliente != lugar or paso.id is None or paso.desde is None:
            continue
        frase = f"queda cerrado lo que esperaba: {paso.que}, para el {paso.dia:%d/%m/%Y}"
        if paso.dia <= apunte.libreta.hoy or dicho.proxima_fecha is not None:
            apunte.decir(frase)
        else:
            apunte.avisar(
                f"{frase}, que no había llegado; si sigue en pie, dígalo otra vez con"
                " «clientesctl contacto … --en DÍAS»"
            )


def _dichos(apunte: Apunte, dicho: ContactoDicho, tipo: str, sentido: str) -> dict[str, Dato]:
    datos = {"fecha": Dato.de_fecha(dicho.fecha), "tipo": Dato.de_texto(tipo)}
    datos["sentido"] = _sentido_en_casa(apunte, sentido)
    for campo in ("quien", "asunto", "resultado", "proximo_paso", "notas"):
        valor = str(getattr(dicho, campo))
        datos[campo] = apunte.texto("CONTACTOS", campo, valor) if valor.strip() else VACIO
    if dicho.proxima_fecha is not None:
        datos["proxima_fecha"] = Dato.de_fecha(dicho.proxima_fecha)
    return datos


def _sentido_en_casa(apunte: Apunte, sentido: str) -> Dato:
    """El sentido como lo escribe la hoja: donde se dice SALIDA, un correo que llega es ENTRADA."""
    if not sentido:
        return VACIO
    otras = ("ENTRADA", "SALIDA")
    usado = parecido_en_casa(
        apunte.libreta, "CONTACTOS", "sentido", lambda otro: plegar(otro)[:3] == sentido[:3]
    )
    a_la_otra = parecido_en_casa(
        apunte.libreta, "CONTACTOS", "sentido", lambda otro: plegar(otro) in otras
    )
    suyo = otras[_SENTIDOS.index(sentido)] if a_la_otra else sentido
    return Dato.de_texto(usado or suyo)


def _se_hablo(dicho: ContactoDicho, tipo: str, sentido: str) -> bool:
    """Si consta que el cliente estuvo al otro lado: un correo mandado o un «no contesta», no."""
    if tipo == "NOTA":
        return False
    if sentido == "ENTRANTE":
        return True
    if no_hubo_nadie(" ".join((dicho.resultado, dicho.asunto, dicho.notas))):
        return False
    return tipo == "VISITA" or (tipo == "LLAMADA" and dicho.dice_algo)
