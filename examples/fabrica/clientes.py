"""Los clientes de un registro limpio: personas y empresas que no existen, sin un defecto."""

# ruff: noqa: E501, SIM905, PLC0207  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from fabrica import fiscales, lugares
from fabrica.azar import Azar, acentuar, apellido, nombre_de_pila, sin_acentos

COLUMNAS = """id tipo titulo nombre apellido_1 apellido_2 razon_social nombre_comercial id_fiscal pais
calle numero colonia ciudad provincia codigo_postal telefono movil email email_cobros web sexo
fecha_nacimiento vendedor zona perfil medio interes etapa motivo_inactividad horario ciclo_dias
no_contactar perdido_el cancelado_el fallecido_el fusionado_en punto_recogida origen_datos caduca_el
fecha_alta fecha_captura fecha_revision observaciones""".split()
"""Las columnas de la hoja CLIENTES, en el orden del contrato."""

LISTAS: dict[str, tuple[str, ...]] = {
    "TIPO": ("PERSONA", "EMPRESA"),
    "PAIS": ("ES", "MX", "PY"),
    "SEXO": ("MUJER", "HOMBRE"),
    "VENDEDOR": ("EMILY", "JUAN", "PEPE", "ROSARIO", "TXEMA"),
    "ZONA": ("NORTE", "SUR", "ESTE", "OESTE", "CENTRO", "EXPORTACIÓN"),
    "PERFIL": ("PARTICULAR", "MAYORISTA", "MINORISTA", "INSTALADOR"),
    "MEDIO": ("MOSTRADOR", "FERIA", "RECOMENDACIÓN", "INTERNET", "TELÉFONO", "FOLLETO"),
    "ETAPA": ("INICIAL", "CONVENCIENDO", "VISITA", "COMPRADOR", "PERDIDO", "CANCELAR"),
    "MOTIVO_INACTIVIDAD": ("NO CUMPLE", "NO UTILIZA", "COMPETENCIA", "YA NO EXISTE"),
    "NO_CONTACTAR": ("SI", "NO"),
    "PUNTO_RECOGIDA": ("MOSTRADOR", "WEB", "FERIA", "TELÉFONO"),
    "ORIGEN_DATOS": ("PRIMERA", "SEGUNDA", "TERCERA"),
    "MONEDA": ("EUR", "MXN", "PYG"),
    "CANAL": ("TIENDA", "WEB", "TELÉFONO", "VISITA", "EMAIL", "CORREO POSTAL"),
}
_GIROS = """FERRETERÍA PANADERÍA TALLERES FARMACIA LIBRERÍA VIVEROS CARPINTERÍA ELECTRICIDAD HORTALIZAS
CONSERVAS SUMINISTROS TRANSPORTES CALZADOS TEJIDOS CRISTALERÍA FONTANERÍA PINTURAS MUEBLES JARDINERÍA
CERÁMICAS EMBALAJES MAQUINARIA RIEGOS PESCADOS BODEGAS IMPRENTA ASESORÍA LABORATORIOS GRÁFICAS""".split()
_PROPIOS = """LUNA ALBORADA ESTRELLA RIBERA ALCOR MIRASOL CUMBRE ARENAL BRISA ALAMEDA FARO ENCINA GAVIOTA
TOMILLO CANTÁBRICO LEVANTE ALJARAFE MONCAYO TURIA DARRO ZÁNCARA IBERIA ATLAS ORIÓN PEGASO SIRIO VEGA
CÁNTARO ROMERO AMAPOLA JARA LINCE HALCÓN GARZA NOGAL ROBLEDO CASTAÑAR PEÑALARA GREDOS TEIDE""".split()
_SEGUNDOS = ("", "", "NORTE", "SUR", "NUEVO", "REAL", "DOS MARES", "HERMANOS", "DEL VALLE", "2000")
_FORMAS = {
    "ES": ((", S.L.", "B"), (", S.A.", "A"), (" S.L.U.", "B"), (", S.COOP.", "F")),
    "MX": ((", S.A. DE C.V.", "-"), (", S. DE R.L. DE C.V.", "-")),
    "PY": ((" S.A.", "-"), (" S.R.L.", "-")),
}
_SIGLAS = ("INGENIERÍA", "SISTEMAS", "LOGÍSTICA", "ALIMENTACIÓN", "CONSULTORES", "ELECTRÓNICA")
_NOTAS = (
    "PREFIERE LAS TARDES",
    "Llamar antes de ir",
    "PIDE FACTURA",
    "Paga a 30 días",
    "ENTREGA EN MUELLE",
)


@dataclass(eq=False)
class Cliente:
    """Un registro que se va haciendo: sus celdas y lo que solo sabe quien lo inventó."""

    celdas: dict[str, Any]
    lugar: lugares.Lugar
    grupo: int = 0
    """Los que llevan el mismo número (que no sea 0) son la misma persona o empresa."""
    clase: str = ""
    """Qué tiene de particular: «doble», «pariente», «absorbido»…"""
    tocadas: set[str] = field(default_factory=set)
    """Los campos que ya llevan un defecto o que no deben llevarlo."""

    def __getitem__(self, campo: str) -> Any:
        return self.celdas[campo]

    def __setitem__(self, campo: str, valor: Any) -> None:
        self.celdas[campo] = valor

    @property
    def empresa(self) -> bool:
        return bool(self.celdas["razon_social"])


def persona(azar: Azar, pais: str, hoy: dt.date) -> Cliente:
    """Una persona inventada, con todo lo que se captura de ella."""
    cliente = _comun(azar, pais, "PERSONA")
    sexo = azar.choice(("MUJER", "HOMBRE"))
    con_acento = acentuar if azar.suerte(0.6) else str
    uno, dos = (con_acento(apellido(azar)) for _ in range(2))
    nombre = con_acento(nombre_de_pila(azar, sexo))
    nacio = hoy - dt.timedelta(days=azar.randint(19 * 366, 85 * 365))
    extranjero = pais == "ES" and azar.suerte(0.05)
    cliente.celdas |= {
        "nombre": nombre, "apellido_1": uno, "apellido_2": "" if extranjero else dos, "sexo": sexo,
        "fecha_nacimiento": nacio if azar.suerte(0.7) else None,
        "perfil": azar.choice(("PARTICULAR", "PARTICULAR", "PARTICULAR", "INSTALADOR")),
        "titulo": azar.choice(("DR.", "ING.", "LIC.") if sexo == "HOMBRE" else ("DRA.", "ING.", "LIC."))
        if azar.suerte(0.04) else "",
        "email": correo(azar, nombre, uno) if azar.suerte(0.65) else "",
    }  # fmt: skip
    if azar.suerte(0.75):
        cliente["id_fiscal"] = id_de_persona(azar, cliente, nacio, extranjero)
    return cliente


def id_de_persona(azar: Azar, cliente: Cliente, nacio: dt.date, extranjero: bool = False) -> str:
    if cliente["pais"] == "MX":
        partes = (cliente["nombre"], cliente["apellido_1"], cliente["apellido_2"])
        return fiscales.rfc_persona(azar, *partes, nacio)
    if cliente["pais"] == "PY":
        return fiscales.ruc(azar)
    return fiscales.nie(azar) if extranjero else fiscales.nif(azar)


def empresa(azar: Azar, pais: str, hoy: dt.date) -> Cliente:
    """Una empresa inventada; una de cada seis se llama con siglas."""
    cliente = _comun(azar, pais, "EMPRESA")
    forma, tipo = azar.choice(_FORMAS[pais])
    if azar.suerte(1 / 6):
        nombre = f"{''.join(azar.choices('BCDFGHJKLMNPRSTV', k=3))} {azar.choice(_SIGLAS)}"
    else:
        nombre = f"{azar.choice(_GIROS)} {azar.choice(_PROPIOS)} {azar.choice(_SEGUNDOS)}".strip()
    fundada = hoy - dt.timedelta(days=azar.randint(900, 12000))
    ids = {
        "ES": lambda: fiscales.cif(azar, tipo),
        "MX": lambda: fiscales.rfc_empresa(azar, nombre, fundada),
        "PY": lambda: fiscales.ruc(azar, empresa=True),
    }
    corto = _llano(nombre)
    cliente.celdas |= {
        "razon_social": nombre + forma, "id_fiscal": ids[pais](),
        "nombre_comercial": nombre if azar.suerte(0.3) else "",
        "email": f"{azar.choice(('info', 'ventas', 'compras'))}@{corto}.example.com",
        "email_cobros": f"pagos@{corto}.example.com" if azar.suerte(0.3) else "",
        "web": f"www.{corto}.example.com" if azar.suerte(0.4) else "",
        "perfil": azar.choice(("MAYORISTA", "MINORISTA", "INSTALADOR")),
    }  # fmt: skip
    return cliente


def _comun(azar: Azar, pais: str, tipo: str) -> Cliente:
    donde = lugares.lugar(azar, pais)
    celdas: dict[str, Any] = dict.fromkeys(COLUMNAS, "")
    celdas |= domicilio(azar, donde) | {
        "tipo": tipo, "pais": pais, "provincia": donde.provincia,
        "telefono": lugares.fijo(azar, donde) if azar.suerte(0.6) else "",
        "movil": lugares.movil(azar, donde),
        "vendedor": azar.choice(LISTAS["VENDEDOR"]),
        "zona": azar.choice(LISTAS["ZONA"][:5]) if pais == "ES" else "EXPORTACIÓN",
        "medio": azar.choice(LISTAS["MEDIO"]),
        "interes": azar.choice(("RIEGO", "HERRAMIENTA", "PINTURA", "SEMILLAS", "")),
        "horario": azar.choice(("", "", "MAÑANAS", "TARDES", "9 A 14", "DE 16 A 20")),
        "punto_recogida": azar.choice(LISTAS["PUNTO_RECOGIDA"]),
        "origen_datos": azar.choice(("PRIMERA",) * 8 + ("SEGUNDA", "TERCERA")),
        "no_contactar": "SI" if azar.suerte(0.03) else "NO",
        "observaciones": azar.choice(_NOTAS) if azar.suerte(0.15) else "",
    }  # fmt: skip
    return Cliente(celdas, donde)


def domicilio(azar: Azar, donde: lugares.Lugar) -> dict[str, Any]:
    """Las celdas de una dirección de ese lugar."""
    return {
        "calle": lugares.calle(azar),
        "numero": lugares.numero(azar),
        "colonia": lugares.colonia(azar, donde.pais),
        "ciudad": donde.ciudad,
        "provincia": donde.provincia,
        "codigo_postal": lugares.codigo_postal(azar, donde),
    }


def _llano(texto: str) -> str:
    plano = sin_acentos(texto).replace("Ñ", "N").lower()
    return "".join(c for c in plano if c.isascii() and c.isalnum())


def correo(azar: Azar, nombre: str, apellido_1: str) -> str:
    """Una dirección en los dominios reservados para ejemplos (y «ejemplo.es»)."""
    usuario = azar.choice(("{n}.{a}{k}", "{n}{k}", "{a}.{n}{k}", "{a}{k}", "{i}{a}{k}"))
    pila = _llano(nombre.split()[0])
    parte = usuario.format(n=pila, a=_llano(apellido_1), i=pila[0], k=azar.randint(1, 9999))
    return f"{parte}@{azar.choice(('ejemplo.es', 'ejemplo.es', 'example.com', 'example.org'))}"


def fechar(azar: Azar, cliente: Cliente, alta: dt.date, hoy: dt.date) -> None:
    """Le pone el día en que se obtuvo, se capturó y se revisó por última vez (hace menos de seis meses)."""
    cliente["fecha_alta"] = alta
    cliente["fecha_captura"] = min(hoy, alta + dt.timedelta(days=azar.choice((0, 0, 1, 2, 5))))
    revision = hoy - dt.timedelta(days=azar.randint(1, 160))
    cliente["fecha_revision"] = max(revision, cliente["fecha_captura"])
    if cliente["origen_datos"] == "SEGUNDA":
        cliente["caduca_el"] = hoy + dt.timedelta(days=azar.randint(30, 300))
