"""Una ficha hecha documento: lo mismo se lee en la pantalla, en una página y en papel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.propuestas import con_centimos
from clientesctl.entregas.documento import Documento, Renglon, Seccion
from clientesctl.operaciones.ficha import Ficha, datos_escritos, interlocutores
from clientesctl.textos.cifras import contar, enumerar, miles

SIN_PEDIRLO = 12
"""Cuántos sucesos se enseñan si no se pide todo: los últimos."""

_LETRAS_DE_NOTA = 120

_GRUPOS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Quién es", (
        "id", "tipo", "titulo", "nombre", "apellido_1", "apellido_2", "apellidos",
        "apellido_casada", "nombre_completo", "razon_social", "nombre_comercial",
        "persona_contacto", "cargo", "id_fiscal", "curp", "tipo_documento", "condicion_fiscal",
        "sexo", "fecha_nacimiento", "edad", "estado_civil",
    )),
    ("Cómo contactar", (
        "movil", "telefono", "telefono_2", "email", "email_2", "email_cobros", "web", "horario",
        "no_contactar",
    )),
    ("Dónde está", (
        "calle", "numero", "numero_interior", "direccion", "direccion_fiscal", "colonia",
        "codigo_postal", "ciudad", "municipio", "provincia", "pais",
    )),
    ("Como cliente", (
        "vendedor", "zona", "perfil", "medio", "interes", "etapa", "situacion",
        "motivo_inactividad", "ciclo_dias", "ultima_compra", "primera_compra", "total_compras",
        "numero_compras", "saldo", "tarifa", "forma_pago", "ultimo_contacto", "proximo_contacto",
        "perdido_el", "cancelado_el", "fecha_baja", "fallecido_el", "fusionado_en",
    )),
    ("De dónde salen sus datos", (
        "punto_recogida", "origen_datos", "caduca_el", "fecha_alta", "fecha_captura",
        "fecha_revision", "fecha_modificacion", "consentimiento", "fecha",
    )),
)  # fmt: skip

_ROTULOS = {
    "id": "ID", "titulo": "Título", "apellido_1": "Primer apellido", "movil": "Móvil",
    "apellido_2": "Segundo apellido", "razon_social": "Razón social", "id_fiscal": "Documento",
    "curp": "CURP", "telefono": "Teléfono", "telefono_2": "Otro teléfono", "email": "Correo",
    "email_2": "Otro correo", "email_cobros": "Correo de cobros", "numero": "Número",
    "numero_interior": "Interior", "direccion": "Dirección", "direccion_fiscal": "Dirección fiscal",
    "codigo_postal": "Código postal", "pais": "País", "interes": "Le interesa",
    "motivo_inactividad": "Por qué no compra", "ciclo_dias": "Compra cada (días)",
    "ultima_compra": "Última compra", "numero_compras": "Compras", "perdido_el": "Perdido el",
    "total_compras": "Total comprado", "cancelado_el": "Canceló el", "fallecido_el": "Falleció el",
    "fusionado_en": "Pasó a la ficha", "punto_recogida": "Se tomó en", "origen_datos": "Origen",
    "caduca_el": "Vale hasta", "fecha_alta": "Obtenidos el", "fecha_captura": "Capturados el",
    "fecha_revision": "Revisados el", "fecha_nacimiento": "Nacimiento", "medio": "Nos conoció por",
    "fecha_modificacion": "Cambiados el", "horario": "Mejor hora", "situacion": "Situación",
    "no_contactar": "No contactar", "ultimo_contacto": "Último contacto",
    "proximo_contacto": "Próximo contacto", "condicion_fiscal": "Condición fiscal",
    "forma_pago": "Forma de pago",
}  # fmt: skip


def como_documento(ficha: Ficha, *, todo: bool = False) -> Documento:
    """La ficha en secciones, lo que urge delante; de la historia, lo último, o todo."""
    breve = ficha.breve
    datos = datos_escritos(ficha)
    return Documento(
        titulo=" · ".join(filter(None, (breve.nombre or "(sin nombre)", breve.empresa))),
        bajada=_bajada(ficha),
        avisos=tuple(_avisos(ficha)),
        secciones=(
            Seccion("Sin acabar", renglones=_sin_acabar(ficha)),
            *_de_datos(ficha, datos),
            Seccion("Con quién se habla", renglones=_gente(ficha), abajo=True),
            _historia(ficha, todo),
            _consentimiento(ficha),
            Seccion("Notas", renglones=_notas(datos), abajo=True),
            _lo_que_falta(ficha),
        ),
        pie=f"{ficha.abierto.registro.ruta.name}, {ficha.tabla.hoja} fila {breve.fila}"
        f" · visto el {escribir_fecha(ficha.hoy)}",
    )


def _bajada(ficha: Ficha) -> str:
    cliente = ficha.cliente
    partes = [ficha.breve.clave, cliente.estado.rotulo, cliente.motivo]
    for gasto in cliente.gastos:
        if gasto.total:
            partes.append(f"ha comprado {con_centimos(gasto.total, gasto.moneda)}")
        if gasto.doce_meses:
            partes.append(f"{con_centimos(gasto.doce_meses, gasto.moneda)} en doce meses")
    if ficha.absorbidas:
        partes.append(f"lleva también lo de {enumerar([b.clave for b in ficha.absorbidas])}")
    return " · ".join(filter(None, partes))


def _avisos(ficha: Ficha) -> Iterable[str]:
    if (cita := ficha.cita) is not None:
        con = f" con {cita.quien}" if cita.quien else ""
        hora = f" a las {cita.hora}" if cita.hora else ""
        yield f"Tiene cita hoy{hora}{con}{f': {cita.asunto}' if cita.asunto else ''}"
    if ficha.no_llamar:
        yield f"No se le llama: {ficha.no_llamar}"
    if ficha.gemelas:
        quienes = enumerar([f"fila {b.fila} ({b.nombre})" for b in ficha.gemelas])
        yield f"Su ID lo lleva también {quienes}: lo de ese ID puede ser de cualquiera de las dos"


def _sin_acabar(ficha: Ficha) -> tuple[Renglon, ...]:
    return tuple(
        Renglon(a.detalle, _fecha(a.dia), a.clase, detalle=_por(a.quien), urge=a.urge)
        for a in ficha.sin_acabar
    )


def _de_datos(ficha: Ficha, datos: dict[str, str]) -> Iterable[Seccion]:
    puestos = {"observaciones"} | {c for c, v in datos.items() if len(v) > _LETRAS_DE_NOTA}
    for titulo, campos in _GRUPOS:
        suyos = [c for c in campos if c in datos and c not in puestos]
        puestos.update(suyos)
        yield Seccion(titulo, [(rotulo(c), _escrito(ficha, c, datos[c])) for c in suyos])
    otros = [(c, v) for c, v in datos.items() if c not in puestos]
    yield Seccion("Otros datos", [(rotulo(c), v) for c, v in otros])


def rotulo(campo: str) -> str:
    """El campo como lo leería cualquiera; lo que no se reconoce, con su cabecera."""
    if campo in _ROTULOS:
        return _ROTULOS[campo]
    return campo.replace("_", " ").capitalize() if campo.islower() else campo


def _escrito(ficha: Ficha, campo: str, texto: str) -> str:
    """El dato como se lee: las fechas con el día delante, los teléfonos por grupos."""
    if campo in {"telefono", "movil", "telefono_2"}:
        from clientesctl.textos.telefonos import leer_telefono

        leido = leer_telefono(texto, ficha.registro.pais)
        return leido.formato if leido else texto
    try:
        return escribir_fecha(dt.date.fromisoformat(texto[:10])) if texto[4:5] == "-" else texto
    except ValueError:
        return texto


def _gente(ficha: Ficha) -> tuple[Renglon, ...]:
    renglones = []
    for persona in interlocutores(ficha):
        nombre = " ".join(persona[c] for c in ("nombre", "apellidos") if c in persona)
        decide = persona.get("decide", "").upper()
        como = [persona.get(c, "") for c in ("cargo", "telefono", "email")]
        como += ["decide"] if decide.startswith("S") else []
        renglones.append(Renglon(nombre or "(sin nombre)", detalle=_detras(*como)))
    return tuple(renglones)


def _historia(ficha: Ficha, todo: bool) -> Seccion:
    sucesos = ficha.sucesos if todo else ficha.sucesos[:SIN_PEDIRLO]
    faltan = len(ficha.sucesos) - len(sucesos)
    nota = f"y {miles(faltan)} antes: con --todo sale entera" if faltan else ""
    renglones = [
        Renglon(s.detalle, _fecha(s.dia), s.clase, s.importe, _por(s.quien)) for s in sucesos
    ]
    if not renglones:
        nota = "no hay ventas, contactos, citas ni propuestas a su nombre"
    return Seccion("Historia, lo último primero", renglones=renglones, nota=nota, abajo=True)


def _consentimiento(ficha: Ficha) -> Seccion:
    renglones = [
        Renglon(
            " · ".join(filter(None, (p.canal or "todos los canales", p.finalidad))),
            _fecha(p.dia),
            "SÍ" if p.otorgado else "NO",
            detalle=_detras(p.fuente, f"texto {p.version}" if p.version else ""),
            urge=not p.otorgado,
        )
        for p in ficha.permisos
    ]
    nota = "" if renglones else "no consta ninguno"
    return Seccion("Consentimiento", renglones=renglones, nota=nota, abajo=True)


def _notas(datos: dict[str, str]) -> tuple[Renglon, ...]:
    largos = {c: v for c, v in datos.items() if c == "observaciones" or len(v) > _LETRAS_DE_NOTA}
    return tuple(
        Renglon(v if c == "observaciones" else f"{rotulo(c)}: {v}") for c, v in largos.items()
    )


def _lo_que_falta(ficha: Ficha) -> Seccion:
    renglones = [
        Renglon(h.mensaje, clase=rotulo(h.campo).upper(), urge=h.gravedad == "error")
        for h in ficha.hallazgos
    ]
    errores = sum(h.gravedad == "error" for h in ficha.hallazgos)
    titulo = "Lo que falta por arreglar"
    if renglones:
        titulo += f" ({contar(errores, 'error', 'errores')})" if errores else ""
    return Seccion(titulo, renglones=renglones, abajo=True)


def _detras(*trozos: str) -> str:
    """Los trozos que haya, separados de lo que va delante."""
    return "".join(f"· {t} " for t in trozos if t).rstrip()


def _por(quien: str) -> str:
    return f"({quien})" if quien else ""


def _fecha(dia: dt.date | None) -> str:
    return "" if dia is None else escribir_fecha(dia)


def como_renglones(ficha: Ficha) -> Iterable[tuple[str, str, str, str, str]]:
    """La ficha entera en columnas: sección, fecha, qué, valor e importe."""
    for seccion in como_documento(ficha, todo=True).secciones:
        for nombre, valor in seccion.parejas:
            yield seccion.titulo, "", nombre, valor, ""
        for r in seccion.renglones:
            yield seccion.titulo, r.fecha, r.clase, " ".join((r.texto, r.detalle)).strip(), r.cifra
