"""Datos que no cuadran o que faltan: códigos postales, documentos, correos, teléfonos, listas."""

# ruff: noqa: E501  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

from fabrica import fiscales, lugares
from fabrica.azar import Azar, apellido
from fabrica.clientes import LISTAS, Cliente
from fabrica.plantel import Formula, Plantel


def faltas(p: Plantel) -> None:
    """Celdas obligatorias en blanco: nombre, todo modo de contacto, código postal."""
    nombre = ("nombre", "razon_social", "nombre_comercial", "apellido_1", "apellido_2")
    for c in p.elegir(p.cuantos(0.004), nombre, lambda c: not c.grupo and not c.clase):
        for campo in ("nombre", "razon_social", "nombre_comercial"):
            c[campo] = ""
        c.tocadas |= set(nombre)
        p.anotar(c, "nombre", "dato_obligatorio_vacio")
    contacto = ("telefono", "movil", "email")
    for c in p.elegir(p.cuantos(0.004), contacto, lambda c: not c.grupo and not c.clase):
        for campo in contacto:
            c[campo] = ""
        c.tocadas |= set(contacto)
        p.anotar(c, "telefono", "dato_obligatorio_vacio")
    for c in p.elegir(p.cuantos(0.03), ("codigo_postal",)):
        sin_postal(p, c)


def sin_postal(p: Plantel, c: Cliente) -> None:
    p.poner(c, "codigo_postal", "", "codigo_postal_vacio")
    p.admitidos.append(("CLIENTES", c, "codigo_postal", "dato_obligatorio_vacio"))


def codigos_postales(p: Plantel) -> None:
    for i, c in enumerate(
        p.elegir(
            p.cuantos(0.02), ("codigo_postal", "provincia"), lambda c: c["codigo_postal"][:1] == "0"
        )
    ):
        corto = c["codigo_postal"][1:]
        p.poner(c, "codigo_postal", int(corto) if i % 2 else corto, "codigo_postal_sin_cero")
    for c in p.elegir(
        p.cuantos(),
        ("codigo_postal",),
        lambda c: c["pais"] == "ES" and c["codigo_postal"][0] != "0",
    ):
        bien = c["codigo_postal"]
        malos = (
            f"{p.azar.randint(53, 98)}{bien[2:]}",
            bien + "1",
            f"{bien[:2]}O{bien[3:]}",
            bien[:3],
            "00" + bien[2:],
        )
        p.poner(c, "codigo_postal", p.azar.choice(malos), "codigo_postal_invalido")
    for c in p.elegir(p.cuantos(), ("codigo_postal", "provincia"), lambda c: c["pais"] != "PY"):
        lejos = lugares.lugar(p.azar, c["pais"])
        while lejos.provincia == c["provincia"]:
            lejos = lugares.lugar(p.azar, c["pais"])
        codigo = lugares.codigo_postal(p.azar, lejos)
        p.poner(c, "codigo_postal", codigo, "codigo_postal_de_otra_provincia")
        c.tocadas.add("provincia")


def identificadores(p: Plantel) -> None:
    """Documentos que no cuadran y documentos que no son de nadie."""
    for c in p.elegir(
        p.cuantos(0.008), ("id_fiscal",), lambda c: c["id_fiscal"] and not c.grupo and not c.clase
    ):
        bien = c["id_fiscal"]
        aviso = c["pais"] == "MX" and p.azar.suerte(0.5)
        roto = _romper_control(p.azar, bien) if c["pais"] != "MX" or aviso else bien[:-1]
        if c["pais"] == "ES" and bien[0].isalpha() and p.azar.suerte(0.3):
            roto = bien[:3] + bien[5:]
        p.poner(c, "id_fiscal", roto, "id_fiscal_invalido", "aviso" if aviso else "")
    genericos = {"ES": ("00000000T", "99999999R"), "MX": ("XAXX010101000",), "PY": ("44444401-7",)}
    for c in p.elegir(p.cuantos(), ("id_fiscal",), lambda c: not c.grupo and not c.clase):
        p.poner(c, "id_fiscal", p.azar.choice(genericos[c["pais"]]), "id_fiscal_generico")


def _romper_control(azar: Azar, bien: str) -> str:
    ultimo, es_dni = bien[-1], len(bien) == 9 and bien[-1].isalpha()
    cambiados = "TRWAGMYFPDXBNJZSQVHLCKE" if es_dni else "0123456789"
    return bien[:-1] + azar.choice(cambiados.replace(ultimo, ""))


def correos(p: Plantel) -> None:
    def con_correo(c: Cliente) -> bool:
        return "@" in str(c["email"])

    for c in p.elegir(p.cuantos(), ("email",), con_correo):
        usuario, dominio = c["email"].split("@")
        malos = (f"{usuario}{dominio}", f"{usuario}@", f"{usuario}@@{dominio}", f"{usuario}@{dominio.replace('.', ',')}",
                 f"{usuario}@{dominio.replace('.', '..')}", f"{usuario} {p.azar.randint(1, 9)}@{dominio}", f"@{dominio}")  # fmt: skip
        p.poner(c, "email", p.azar.choice(malos), "email_invalido")
    for c in p.elegir(p.cuantos(), ("email",), con_correo):
        usuario = c["email"].split("@")[0]
        dominio = p.azar.choice(
            (
                "gmial.com",
                "gmail.con",
                "hotmial.com",
                "hotmail.con",
                "gamil.com",
                "yaho.es",
                "outlok.com",
            )
        )
        dudosa = (
            f"{usuario}@{dominio}"
            if p.azar.suerte(0.8)
            else p.azar.choice(("x@x.com", "no@tiene.com", "sincorreo@gmail.com"))
        )
        p.poner(c, "email", dudosa, "email_dudoso")


def telefonos(p: Plantel) -> None:
    for campo in ("telefono", "movil"):
        for c in p.elegir(
            p.cuantos(0.004), (campo,), lambda c, k=campo: c[k] and c["pais"] != "PY"
        ):
            bien = c[campo]
            malos = (
                (bien[:-2], bien + "77", "4" + bien[1:])
                if c["pais"] == "ES"
                else (bien[:-2], bien[:-1])
            )
            p.poner(c, campo, p.azar.choice(malos), "telefono_invalido")
    rellenos = {
        "ES": ("666666666", "600000000", "911111111", "999999999"),
        "MX": ("5555555555",),
        "PY": ("0981000000",),
    }
    for c in p.elegir(p.cuantos(), ("movil",), lambda c: not c.grupo and c["pais"] == "ES"):
        p.poner(c, "movil", p.azar.choice(rellenos[c["pais"]][:3]), "telefono_de_relleno")
    for c in p.elegir(p.cuantos(0.001), ("movil",), lambda c: not c.grupo and c["pais"] != "ES"):
        p.poner(c, "movil", rellenos[c["pais"]][0], "telefono_de_relleno")


def varios(p: Plantel) -> None:
    for c in p.elegir(p.cuantos(), ("telefono", "movil"), lambda c: c["telefono"] and c["movil"]):
        pegados = p.azar.choice(("{} / {}", "{}/{}", "{} - {}", "{} y {}", "{}; {}")).format(
            c["telefono"], c["movil"]
        )
        p.poner(c, "telefono", pegados, "varios_en_una_celda")
        c.tocadas.add("movil")
        c["movil"] = ""
    for c in p.elegir(
        p.cuantos(0.002),
        ("telefono",),
        lambda c: c["telefono"][:2] in ("91", "93", "96") and c["pais"] == "ES",
    ):
        t = c["telefono"]
        p.poner(
            c,
            "telefono",
            f"{t[:2]} {t[2:5]} {t[5:7]} {t[7:]}/{int(t[7:]) ^ 1:02d}",
            "varios_en_una_celda",
        )
    for c in p.elegir(p.cuantos(), ("email",), lambda c: "@" in str(c["email"])):
        otro = f"{apellido(p.azar).split()[-1].lower().replace('ñ', 'n')}@example.org"
        p.poner(
            c,
            "email",
            p.azar.choice(("{}; {}", "{}, {}", "{} / {}")).format(c["email"], otro),
            "varios_en_una_celda",
        )


def fuera_de_lista(p: Plantel) -> None:
    malos = {
        "vendedor": ("EMILI", "JUANA", "PEPA", "ROSARIA"), "zona": ("NORETE", "SURESTE", "CENTRAL"),
        "perfil": ("MAYORITA", "MINORISTAS", "PARTICULARES"), "medio": ("FERIAS", "RECOMENDADO", "INTERNE"),
        "tipo": ("PARTICULAR", "EMPRESAS"), "sexo": ("F", "VARÓN"), "punto_recogida": ("MOSTRADR",),
        "origen_datos": ("PROPIOS",), "motivo_inactividad": ("SE FUE",),
    }  # fmt: skip
    for campo, valores in malos.items():
        for c in p.elegir(p.cuantos(0.002), (campo,), lambda c, k=campo: c[k] in LISTAS[k.upper()]):
            p.poner(c, campo, p.azar.choice(valores), "valor_fuera_de_lista")


def tarjetas(p: Plantel) -> None:
    for c in p.elegir(p.cuantos(), ("observaciones",), lambda c: not c["observaciones"]):
        cuerpo = p.azar.choice(("4", "51", "54", "37"))
        cuerpo += p.azar.cifras((14 if cuerpo == "37" else 15) - len(cuerpo))
        numero = cuerpo + fiscales.digito_luhn(cuerpo)
        if len(numero) == 16 and p.azar.suerte(0.6):
            numero = p.azar.choice((" ", "-")).join(numero[i : i + 4] for i in range(0, 16, 4))
        frase = p.azar.choice(("{}", "TARJETA {}", "VISA {} CAD 12/28", "Paga con {}"))
        p.poner(c, "observaciones", frase.format(numero), "dato_prohibido")


def formulas(p: Plantel) -> None:
    for c in p.elegir(p.cuantos(), ("ciudad",), lambda c: c["ciudad"]):
        texto = f'=UPPER("{c["ciudad"].lower()}")'
        p.poner(c, "ciudad", Formula(texto, c["ciudad"]), "formula_en_dato")
