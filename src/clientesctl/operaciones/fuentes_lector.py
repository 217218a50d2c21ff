"""Un fichero de los que se importan, leído como una o varias listas de fichas."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from clientesctl.operaciones.fuentes import Fuente, Lectura, NoLeida, Saltada
from clientesctl.operaciones.fuentes_carpeta import Sitio
from clientesctl.operaciones.fuentes_hojas import HojaLeida, avisos_de_agenda, leer_hoja, paginas
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro.errores import ErrorLibro, ErrorUso
from clientesctl.registro.hoja import LibroCrudo
from clientesctl.registro.mapas import Mapa
from clientesctl.registro.politicas import Politicas
from clientesctl.textos.cifras import contar

_REMEDIOS = (
    ("dígala con --hoja y nombre sus columnas en clientesctl.toml, debajo de ", "dígala con "
     "--hoja-lista o nombre sus columnas en un mapa (--mapa), debajo de "),
    ("Nómbrelas en clientesctl.toml, debajo de ", "Nómbrelas en un mapa (--mapa), debajo de "),
    (", o diga otro con --libro", ""),
    (" Diga qué fichero de ella con --libro.", ""),
)  # fmt: skip


@dataclass
class Lector:
    """Lo leído hasta ahora, para un registro."""

    abierto: Abierto
    mapa: Mapa
    clave: str | None
    hoja: str | None
    fuentes: list[Fuente] = field(default_factory=list)
    no_leidas: list[NoLeida] = field(default_factory=list)
    saltadas: list[Saltada] = field(default_factory=list)
    vistas: dict[str, str] = field(default_factory=dict)

    def lectura(self) -> Lectura:
        return Lectura(tuple(self.fuentes), tuple(self.no_leidas), tuple(self.saltadas))

    def leer(self, sitio: Sitio) -> None:
        """Las listas de ese fichero, añadidas; una copia exacta de otro ya leído, saltada."""
        from clientesctl.libro.origen import leer_bytes
        from clientesctl.libro.vcard import es_vcard

        if sitio.es_registro and not self.hoja:
            raise EsElRegistro(sitio.nombre)
        try:
            contenido = leer_bytes(sitio.ruta)
            huella = hashlib.sha256(contenido).hexdigest()
            if huella in self.vistas:
                igual = f"es idéntico a «{self.vistas[huella]}»"
                self.saltadas.append(Saltada(sitio.ruta, igual))
                return
            vcard = es_vcard(contenido) or sitio.ruta.suffix.lower() in (".vcf", ".vcard")
            leidas = self._de_vcard(sitio, contenido) if vcard else self._de_libro(sitio, contenido)
            self.fuentes += [replace(fuente, sha256=huella) for fuente in leidas]
            self.vistas[huella] = sitio.nombre
        except ErrorLibro as error:
            raise FuenteIlegible(error) from error

    def _de_vcard(self, sitio: Sitio, contenido: bytes) -> Iterator[Fuente]:
        from clientesctl.libro.contactos_vcard import leer_agenda
        from clientesctl.registro.hoja_de_agenda import de_contactos

        agenda = leer_agenda(sitio.ruta, contenido)
        numeros = [n for n, _ in agenda.contactos]
        leida = de_contactos([c for _, c in agenda.contactos], numeros, sitio.ruta.stem, "vcard")
        avisos = avisos_de_agenda(replace(leida, vacias=agenda.vacias), "tarjeta")
        if agenda.grupos:
            cuantas = contar(agenda.grupos, "lista de contactos", "listas de contactos")
            avisos = (f"{cuantas} sin leer: no es nadie, son nombres de otros", *avisos)
        hoja = HojaLeida(leida.tabla, "vcard", avisos)
        yield self._fuente(sitio, sitio.nombre, hoja, Politicas())

    def _de_libro(self, sitio: Sitio, contenido: bytes) -> Iterator[Fuente]:
        from clientesctl.libro.lectura import leer_contenido
        from clientesctl.operaciones.libros import elegir_libro

        crudo = leer_contenido(sitio.ruta, contenido, clave=self.clave)
        politicas = replace(elegir_libro(sitio.ruta)[1], libro="", hoja="")
        suyas, otras = paginas(self._sin_el_registro(sitio, crudo), self.mapa, politicas, self.hoja)
        self.saltadas += [Saltada(sitio.ruta, motivo, nombre) for nombre, motivo in otras]
        for hoja in suyas:
            leida = leer_hoja(crudo, hoja, self.mapa, politicas)
            nombre = f"{sitio.nombre} · {hoja.nombre}" if len(suyas) > 1 else sitio.nombre
            yield self._fuente(sitio, nombre, leida, politicas)

    def _sin_el_registro(self, sitio: Sitio, crudo: LibroCrudo) -> LibroCrudo:
        """El libro sin la hoja que es el registro, si se pidió otra de las suyas."""
        if not sitio.es_registro:
            return crudo
        propia = self.abierto.registro.clientes.hoja
        resto = tuple(h for h in crudo.hojas if h.nombre != propia)
        if self.hoja and not any(h.nombre == self.hoja for h in resto):
            raise EsElRegistro(sitio.nombre)
        return replace(crudo, hojas=resto)

    def _fuente(self, sitio: Sitio, nombre: str, leida: HojaLeida, politicas: Politicas) -> Fuente:
        from clientesctl.registro.ceros_perdidos import poner_ceros
        from clientesctl.registro.pais import pais_de_la_lista
        from clientesctl.registro.segundos import separar_moviles

        pais = pais_de_la_lista(leida.tabla, politicas.pais, self.abierto.registro.pais)
        tabla, puestos = poner_ceros(leida.tabla, pais)
        if leida.perfil == "libro":
            tabla = separar_moviles(tabla, pais)
        return Fuente(
            ruta=sitio.ruta,
            nombre=nombre,
            hoja=tabla.hoja,
            tabla=tabla,
            pais=pais,
            perfil=leida.perfil,
            avisos=(*leida.avisos, *_de_ceros(puestos)),
            textos_consentimiento=leida.consentimientos,
            sueltas=leida.sueltas,
        )


def _de_ceros(puestos: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Lo que hay que decir de los códigos postales que habían perdido su cero."""
    if puestos:
        cuantos = contar(len(puestos), "código postal", "códigos postales")
        falta = "le faltaba" if len(puestos) == 1 else "les faltaba"
        antes, queda = puestos[0]
        yield f"a {cuantos} {falta} el cero de delante y se ha puesto ({antes} es {queda})"


class FuenteIlegible(ErrorLibro):
    """Una lista pedida por su nombre no se puede leer o no tiene fichas que se reconozcan."""

    def __init__(self, causa: ErrorLibro) -> None:
        frase = str(causa)
        for de_registro, de_lista in _REMEDIOS:
            frase = frase.replace(de_registro, de_lista)
        super().__init__(frase)


class EsElRegistro(ErrorUso):
    """Se pidió importar el propio registro en sí mismo."""

    def __init__(self, nombre: str) -> None:
        super().__init__(
            f"«{nombre}» es el propio registro: si lo que quiere importar es otra de sus hojas, "
            "dígala con --hoja-lista; para sus dobles, «clientesctl duplicados»"
        )
