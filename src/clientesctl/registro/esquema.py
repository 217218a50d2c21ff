"""Las hojas y columnas que el programa conoce, con lo que se enseña de cada una a quien captura."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Clase = Literal["texto", "codigo", "fecha", "numero", "lista"]


@dataclass(frozen=True, slots=True)
class Campo:
    """Una columna: cómo se captura, para qué sirve y un ejemplo bien y otro mal.

    `mayusculas`: se captura en mayúsculas. `personal`: dice algo de una persona y necesita
    finalidad. `propio`: es columna del contrato; si no, solo aparece en libros ajenos.
    """

    nombre: str
    clase: Clase = "texto"
    finalidad: str = ""
    bien: str = ""
    mal: str = ""
    mayusculas: bool = False
    personal: bool = False
    propio: bool = True

    @property
    def cabecera(self) -> str:
        return self.nombre.upper()


def _c(
    nombre: str, clase: Clase, finalidad: str, bien: str = "", mal: str = "", *marcas: str
) -> Campo:
    return Campo(
        nombre, clase, finalidad, bien, mal,
        mayusculas="M" in marcas, personal="P" in marcas, propio="ajeno" not in marcas,
    )  # fmt: skip


CLIENTES = (
    _c("id", "codigo", "Reconocer a cada cliente sin error", "C-00042", "(vacío)"),
    _c("tipo", "lista", "Saber si es persona o empresa", "PERSONA", "Particular"),
    _c("titulo", "texto", "Tratar a cada uno como espera", "DRA.", "(dentro del nombre)", "M", "P"),
    _c("nombre", "texto", "Dirigirse a la persona", "MARÍA JOSÉ", "Maria Jose Pérez", "M", "P"),
    _c("apellido_1", "texto", "Distinguir a quien se llama igual", "PÉREZ", "Pérez Gil", "M", "P"),
    _c(
        "apellido_2",
        "texto",
        "Distinguir a quien se llama igual",
        "GIL",
        "(en APELLIDO_1)",
        "M",
        "P",
    ),
    _c(
        "razon_social",
        "texto",
        "Facturar a la empresa",
        "FERRETERÍA LUNA, S.L.",
        "(en NOMBRE)",
        "M",
    ),
    _c("nombre_comercial", "texto", "Conocer el nombre del rótulo", "LA LUNA", "La Luna", "M"),
    _c("id_fiscal", "codigo", "Facturar", "99999018D", "99.999.018", "M", "P"),
    _c("pais", "lista", "Saber qué reglas valen", "ES", "Spain"),
    _c("calle", "texto", "Enviar y visitar", "CALLE MAYOR", "Calle Mayor 3, 2ºB, Madrid", "M", "P"),
    _c("numero", "codigo", "Enviar y visitar", "3", "(dentro de CALLE)", "M", "P"),
    _c("colonia", "texto", "Enviar y repartir por zonas", "ROMA NORTE", "Roma Norte", "M", "P"),
    _c("ciudad", "texto", "Enviar y repartir por zonas", "MADRID", "Madrid (28001)", "M", "P"),
    _c("provincia", "texto", "Repartir por zonas", "MADRID", "Mad.", "M", "P"),
    _c("codigo_postal", "codigo", "Enviar y repartir por zonas", "08001", "8001", "P"),
    _c("telefono", "codigo", "Llamar", "913 334 455", "91-333 (tardes)", "P"),
    _c("movil", "codigo", "Llamar y mandar mensajes", "612 345 678", "612345678 / 913334455", "P"),
    _c("email", "texto", "Escribir", "ana@ejemplo.es", "ana@gmial.com", "P"),
    _c("email_cobros", "texto", "Mandar facturas", "pagos@ejemplo.es", "ver observaciones", "P"),
    _c("web", "texto", "Conocer la empresa", "www.ejemplo.es", "no tiene"),
    _c("sexo", "lista", "Dirigirse a la persona", "MUJER", "F?", "P"),
    _c("fecha_nacimiento", "fecha", "Felicitar", "24/05/1985", "24 de mayo", "P"),
    _c("vendedor", "lista", "Saber quién atiende", "EMILY", "emily/juan", "M"),
    _c("zona", "lista", "Repartir la cartera", "NORTE", "norte", "M"),
    _c("perfil", "lista", "Repartir la cartera", "MAYORISTA", "mayor.", "M"),
    _c("medio", "lista", "Saber cómo nos conoció", "FERIA", "en la feria, creo", "M"),
    _c("interes", "texto", "Ofrecer lo que le interesa", "RIEGO", "(vacío)"),
    _c("etapa", "lista", "Saber en qué punto está", "COMPRADOR", "ya compró", "M"),
    _c("motivo_inactividad", "lista", "Aprender de lo que se pierde", "COMPETENCIA", "se fue", "M"),
    _c("horario", "texto", "Llamar a buena hora", "TARDES", "cuando pueda"),
    _c("ciclo_dias", "numero", "Juzgar a cada uno por su ritmo", "30", "mensual"),
    _c("no_contactar", "lista", "Respetar a quien no quiere llamadas", "SI", "mejor no", "P"),
    _c("perdido_el", "fecha", "Saber cuándo se perdió", "01/03/2026", "en marzo"),
    _c("cancelado_el", "fecha", "Saber cuándo canceló", "01/03/2026", "en marzo"),
    _c("fallecido_el", "fecha", "No molestar a la familia", "01/03/2026", "falleció", "P"),
    _c("fusionado_en", "codigo", "Seguir un doble hasta su ficha buena", "C-00007", "es el mismo"),
    _c("punto_recogida", "lista", "Saber dónde se tomó el dato", "MOSTRADOR", "allí", "M"),
    _c("origen_datos", "lista", "Saber de quién vienen los datos", "PRIMERA", "comprados"),
    _c("caduca_el", "fecha", "No usar datos pasados de fecha", "01/03/2027", "un año"),
    _c("fecha_alta", "fecha", "Saber cuándo se obtuvieron los datos", "01/03/2026", "ayer"),
    _c("fecha_captura", "fecha", "Saber cuánto tardan en capturarse", "02/03/2026", "hoy"),
    _c("fecha_revision", "fecha", "Mantener los datos al día", "01/09/2026", "hace poco"),
    _c(
        "observaciones",
        "texto",
        "Lo que no cabe en otra columna",
        "PREFIERE LAS TARDES",
        "su DNI es…",
    ),
)

_CLIENTES_AJENOS = (
    _c("nombre_completo", "texto", "Dirigirse a la persona", "", "", "M", "P", "ajeno"),
    _c("apellidos", "texto", "Distinguir a quien se llama igual", "", "", "M", "P", "ajeno"),
    _c("apellido_casada", "texto", "Distinguir a quien se llama igual", "", "", "M", "P", "ajeno"),
    _c("persona_contacto", "texto", "Saber por quién preguntar", "", "", "P", "ajeno"),
    _c("curp", "codigo", "Identificar a la persona", "", "", "M", "P", "ajeno"),
    _c("tipo_documento", "lista", "Saber qué documento es", "", "", "ajeno"),
    _c("direccion", "texto", "Enviar y visitar", "", "", "M", "P", "ajeno"),
    _c("direccion_fiscal", "texto", "Facturar", "", "", "M", "P", "ajeno"),
    _c("numero_interior", "codigo", "Enviar y visitar", "", "", "M", "P", "ajeno"),
    _c("municipio", "texto", "Enviar y repartir por zonas", "", "", "M", "P", "ajeno"),
    _c("telefono_2", "codigo", "Llamar", "", "", "P", "ajeno"),
    _c("email_2", "texto", "Escribir", "", "", "P", "ajeno"),
    _c("condicion_fiscal", "lista", "Facturar", "", "", "ajeno"),
    _c("estado_civil", "lista", "", "", "", "P", "ajeno"),
    _c("situacion", "lista", "Saber si el dueño lo da por activo", "", "", "ajeno"),
    _c("ultima_compra", "fecha", "Saber cuándo compró por última vez", "", "", "ajeno"),
    _c("primera_compra", "fecha", "Saber desde cuándo compra", "", "", "ajeno"),
    _c("total_compras", "numero", "Saber cuánto ha gastado", "", "", "ajeno"),
    _c("numero_compras", "numero", "Saber cuántas veces ha comprado", "", "", "ajeno"),
    _c("proximo_contacto", "fecha", "Llamar cuando toca", "", "", "ajeno"),
    _c("ultimo_contacto", "fecha", "No llamar dos veces", "", "", "ajeno"),
    _c("fecha_baja", "fecha", "Saber cuándo causó baja", "", "", "ajeno"),
    _c("fecha_modificacion", "fecha", "Mantener los datos al día", "", "", "ajeno"),
    _c("saldo", "numero", "Cobrar", "", "", "ajeno"),
    _c("tarifa", "texto", "Facturar", "", "", "ajeno"),
    _c("forma_pago", "texto", "Cobrar", "", "", "ajeno"),
    _c("cargo", "texto", "Saber quién decide", "", "", "P", "ajeno"),
    _c("consentimiento", "lista", "Probar que se puede escribir", "", "", "P", "ajeno"),
    _c("consiente_llamada", "lista", "Probar que se puede llamar", "SI", "", "P", "ajeno"),
    _c("consiente_mensaje", "lista", "Probar que se puede mandar mensajes", "SI", "", "P", "ajeno"),
    _c("consiente_correo", "lista", "Probar que se puede escribir", "SI", "", "P", "ajeno"),
    _c("version_texto", "codigo", "Saber qué se le dijo al pedirle los datos", "", "", "ajeno"),
    _c("edad", "numero", "", "", "", "P", "ajeno"),
    _c("fecha", "fecha", "", "", "", "ajeno"),
)

_OTRAS: Mapping[str, str] = {
    "CONTACTOS": "id fecha:fecha id_cliente tipo:lista sentido:lista quien asunto resultado"
    " proximo_paso proxima_fecha:fecha notas",
    "VENTAS": "id fecha:fecha id_cliente producto cantidad:numero importe:numero moneda:lista"
    " canal:lista factura pagada_el:fecha vendedor:lista devuelve",
    "PROPUESTAS": "id fecha:fecha id_cliente producto importe:numero moneda:lista estado:lista"
    " fecha_cierre:fecha motivo vendedor:lista",
    "CITAS": "id fecha:fecha hora id_cliente asunto quien estado:lista",
    "INTERLOCUTORES": "id id_cliente nombre apellidos cargo telefono email decide:lista",
    "DEMANDA": "fecha:fecha id_cliente producto cantidad:numero notas",
    "CONSENTIMIENTOS": "fecha:fecha id_cliente canal:lista finalidad otorgado:lista fuente"
    " version_texto",
    "SOLICITUDES": "id fecha:fecha id_cliente derecho:lista plazo:fecha"
    " respondida_el:fecha resultado",
    "DISTINTOS": "id_a id_b fecha:fecha quien motivo",
    "IMPORTADOS": "id_cliente fecha:fecha origen hoja fila:numero resultado quien huella",
    "LISTAS": "",
}

_CODIGOS = {"id", "id_cliente", "factura", "devuelve", "id_a", "id_b", "telefono", "huella"}


def _hoja(columnas: str) -> tuple[Campo, ...]:
    campos = []
    for palabra in columnas.split():
        nombre, _, clase = palabra.partition(":")
        campos.append(Campo(nombre, clase or ("codigo" if nombre in _CODIGOS else "texto")))  # type: ignore[arg-type]  # viene de la tabla de arriba
    return tuple(campos)


HOJAS: Mapping[str, tuple[Campo, ...]] = {
    "CLIENTES": CLIENTES,
    **{nombre: _hoja(columnas) for nombre, columnas in _OTRAS.items()},
}
"""Hoja → sus columnas, en el orden del contrato."""

SOLO_SI_HACE_FALTA = frozenset({"IMPORTADOS"})
"""Hojas que no trae el libro de `iniciar`: las hace la orden que las usa."""

_DISTINTOS_AJENOS = (
    _c("huella_a", "codigo", "Saber si una ficha cambió desde que se decidió", "", "", "ajeno"),
    _c("huella_b", "codigo", "Saber si una ficha cambió desde que se decidió", "", "", "ajeno"),
)

AJENOS: Mapping[str, tuple[Campo, ...]] = {
    "CLIENTES": _CLIENTES_AJENOS,
    "DISTINTOS": _DISTINTOS_AJENOS,
}
"""Campos que no trae el libro de `iniciar`: los de libros de otros, los de un impreso (lo que cada
cual consintió) y los que añade una orden."""

VALORES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("CLIENTES", "tipo"): ("PERSONA", "EMPRESA"),
    ("CLIENTES", "etapa"): (
        "INICIAL",
        "CONVENCIENDO",
        "VISITA",
        "COMPRADOR",
        "PERDIDO",
        "CANCELAR",
    ),
    ("CLIENTES", "motivo_inactividad"): ("NO CUMPLE", "NO UTILIZA", "COMPETENCIA", "YA NO EXISTE"),
    ("CLIENTES", "origen_datos"): ("PRIMERA", "SEGUNDA", "TERCERA"),
    ("CLIENTES", "no_contactar"): ("SI", "NO"),
    **{("CLIENTES", f"consiente_{c}"): ("SI", "NO") for c in ("llamada", "mensaje", "correo")},
    ("CONTACTOS", "tipo"): ("LLAMADA", "CORREO", "VISITA", "MENSAJE", "QUEJA", "NOTA"),
    ("PROPUESTAS", "estado"): ("ENVIADA", "ACEPTADA", "RECHAZADA", "RETIRADA"),
    ("CONSENTIMIENTOS", "otorgado"): ("SI", "NO"),
}
"""Los valores que el contrato fija para una columna."""


def campo(nombre: str, clase: str = "CLIENTES") -> Campo | None:
    """La columna de ese nombre en esa hoja, propia o ajena; None si no se conoce."""
    return next(
        (c for c in (*HOJAS.get(clase, ()), *AJENOS.get(clase, ())) if c.nombre == nombre), None
    )
