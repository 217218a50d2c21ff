"""`clientesctl alta`: un cliente nuevo, por opciones o, en una terminal, campo a campo."""

from __future__ import annotations

import typer

from clientesctl.consola import opciones_alta as o
from clientesctl.consola.opciones import (
    OpcionEsperar,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    leer_dia,
    leer_espera,
)
from clientesctl.consola.opciones_alta import Modo
from clientesctl.registro.errores import ErrorUso


def alta(
    ctx: typer.Context,
    sueltos: o.Sueltos = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    nombre: o.Nombre = "",
    apellido_1: o.Apellido1 = "",
    apellido_2: o.Apellido2 = "",
    empresa: o.Empresa = "",
    id_fiscal: o.IdFiscal = "",
    codigo_postal: o.CodigoPostal = "",
    telefono: o.Telefono = "",
    movil: o.Movil = "",
    email: o.Email = "",
    vendedor: o.Vendedor = "",
    medio: o.Medio = "",
    punto: o.Punto = "",
    obtenido: o.Obtenido = None,
    origen: o.Origen = "",
    hasta: o.Hasta = None,
    prospecto: o.Prospecto = False,
    consiente: o.Consiente = None,
    no_consiente: o.NoConsiente = None,
    fuente: o.Fuente = "",
    version_texto: o.VersionTexto = "",
    interlocutor_de: o.InterlocutorDe = "",
    apellidos: o.Apellidos = "",
    cargo: o.Cargo = "",
    decide: o.Decide = False,
    nueva: o.Nueva = False,
    completa: o.Completa = "",
    a_sabiendas: o.ASabiendas = False,
    interactivo: o.Interactivo = False,
    simular: o.Simular = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    esperar: OpcionEsperar = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Da de alta a un cliente o un prospecto, con las políticas aplicadas al entrar.

    Arregla lo que es seguro y lo dice; lo que no, lo rechaza diciendo por qué. Si parece que ya
    está, pregunta o se niega. Sin datos, en una terminal, pregunta campo a campo. Con el libro
    abierto queda apuntado y entra después. A la salida normal va solo el ID que se le da.
    """
    comun = comunes(None, opcion_libro, hoja, hoy, formato, None, silencio, sin_color)
    modo = Modo(nueva, completa, simular, leer_espera(esperar))
    valores = o.por_campo(ctx.params)
    for opcion in ("hasta", "obtenido"):
        if ctx.params[opcion] is not None:
            leer_dia(ctx.params[opcion], f"--{opcion}")
    if interlocutor_de:
        from clientesctl.consola.alta_interlocutor import apuntar

        valores |= {"decide": "SI"} if decide else {}
        valores |= {"decide": "SI"} if decide else {}
        apuntar(interlocutor_de, tuple(sueltos or ()), valores, a_sabiendas, modo, comun)
        return
    if cargo or decide or apellidos:
        raise SoloDeInterlocutor
    from clientesctl.consola.alta_en_marcha import dar_de_alta
    from clientesctl.operaciones.alta import Peticion

    peticion = Peticion(
        comun.hoy,
        tuple(sueltos or ()),
        valores,
        tuple(consiente or ()),
        tuple(no_consiente or ()),
        fuente.strip(),
        version_texto.strip(),
        prospecto,
        a_sabiendas,
    )
    raise typer.Exit(dar_de_alta(peticion, interactivo, modo, comun))


class SoloDeInterlocutor(ErrorUso):
    """Se dio una opción que solo vale para una persona de contacto."""

    def __init__(self) -> None:
        super().__init__(
            "--cargo, --apellidos y --decide son de un interlocutor: diga de quién con"
            " --interlocutor-de; los apellidos de un cliente, con --apellido-1 y --apellido-2"
        )
