"""Lo que se quiere escribir, dicho ficha a ficha y hecho un solo plan, en las hojas que toque."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from clientesctl.calidad.claves import claves_libres, claves_usadas, usados
from clientesctl.calidad.corregir_datos import clases_de_dato, dato_propuesto
from clientesctl.captura.errores import (
    CeldaCalculada,
    ColumnaDudosa,
    ColumnaRepetida,
    FichaSinId,
    HojaSinEntender,
    IdDeVarias,
    SinCabecera,
    SinFormaDeId,
)
from clientesctl.registro.enlace import clave_de_enlace
from clientesctl.registro.esquema import AJENOS, HOJAS
from clientesctl.registro.huellas import Fichas, ancla_de, columna_de, dato_de, sitios_de
from clientesctl.registro.plan import (
    VACIO,
    Ancla,
    Cambio,
    Clave,
    Dato,
    Plan,
    Propuesta,
    Sitio,
    hacer_plan,
)
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar

LETRAS = {
    "CLIENTES": "C-",
    "CONTACTOS": "K-",
    "VENTAS": "V-",
    "PROPUESTAS": "P-",
    "CITAS": "T-",
    "INTERLOCUTORES": "I-",
    "SOLICITUDES": "S-",
}
"""Con qué empiezan los ID de una hoja que aún no tiene ninguno."""


class Redactor:
    """Reúne altas y cambios de varias hojas; `proponer` cierra los que van juntos.

    `hojas` son los nombres de todas las del libro, se entiendan o no: una que se llame como la que
    hace falta y no se entienda no se pisa.
    """

    def __init__(self, registro: Registro, hojas: Collection[str] = ()) -> None:
        self._registro = registro
        self._nombres = {nombre.strip().upper(): nombre for nombre in hojas}
        self._hojas: dict[str, _Hoja] = {}
        self._cambios: dict[tuple[str, Clave | int, str], Cambio] = {}
        self._propuestas: list[Propuesta] = []
        self._enlaces: dict[str, tuple[str, ...] | None] = {}

    def enlace(self, clase: str) -> tuple[str, ...] | None:
        """Por qué columnas de CLIENTES nombra esa hoja a los suyos; None si no se sabe o no está.

        Se mira una vez: en una hoja larga cuesta.
        """
        if clase not in self._enlaces:
            tabla = self._registro.tabla(clase)
            suyo = None if tabla is None else clave_de_enlace(self._registro.clientes, tabla)
            self._enlaces[clase] = suyo
        return self._enlaces[clase]

    def alta(self, clase: str, datos: Mapping[str, Dato]) -> str:
        """El ID de una ficha nueva con esos datos; vacío si la hoja no lleva ID.

        Si entre los datos va el suyo, es ése. La hoja que no está se hace con las columnas del
        contrato, y la columna que no está se añade.

        Raises:
            HojaSinEntender, ColumnaDudosa, ColumnaRepetida, SinCabecera: no se sabe dónde.
            SinFormaDeId: los ID de esa hoja no siguen ninguna forma y hay que dárselo.
        """
        hoja = self._hoja(clase)
        llenos = {campo: dato for campo, dato in datos.items() if dato != VACIO}
        if hoja.lleva_id and "id" not in llenos:
            suyo = hoja.id_libre()
            llenos = {"id": suyo, **llenos} if suyo != VACIO else llenos
        clave = hoja.clave_nueva()
        for campo in hoja.ordenar(llenos):
            hoja.pedir(campo)
            cambio = Cambio(hoja.nombre, clave, campo, VACIO, llenos[campo])
            self._cambios[hoja.nombre, clave, campo] = cambio
        return llenos["id"].texto if "id" in llenos else ""

    def cambiar(self, clase: str, posicion: int, datos: Mapping[str, Dato]) -> bool:
        """Si algo cambia en esa ficha (posición desde 0) al dejarla con esos datos.

        De una celda que cambia dos veces en la misma propuesta vale lo último.

        Raises:
            CeldaCalculada: una de las celdas lleva una fórmula.
            HojaSinEntender, ColumnaDudosa, ColumnaRepetida, SinCabecera: no se sabe dónde.
        """
        hoja = self._hoja(clase)
        antes = {campo: hoja.dato(campo, posicion) for campo in datos}
        suyos = {campo: dato for campo, dato in datos.items() if dato != antes[campo]}
        for campo in datos.keys() - suyos.keys():
            self._cambios.pop((hoja.nombre, posicion, campo), None)
        for campo in hoja.ordenar(suyos):
            hoja.pedir(campo, posicion)
            cambio = Cambio(hoja.nombre, hoja.clave(posicion), campo, antes[campo], suyos[campo])
            self._cambios[hoja.nombre, posicion, campo] = cambio
        return bool(suyos)

    def id_cliente(self, posicion: int) -> Dato:
        """Con qué nombra a ese cliente otra hoja; si su ID está vacío, se le da uno.

        Raises:
            FichaSinId: la hoja de clientes no tiene columna ID.
            IdDeVarias: su ID lo llevan otras fichas.
        """
        hoja = self._hoja("CLIENTES")
        tabla = self._registro.clientes
        fila = int(tabla.filas[posicion])
        if "id" not in tabla:
            raise FichaSinId(tabla.hoja)
        suyo = hoja.dados.get(posicion) or dato_de(tabla["id"], posicion)
        if not suyo.texto.strip():
            suyo = hoja.id_libre()
            self.cambiar("CLIENTES", posicion, {"id": suyo})
            hoja.dados[posicion] = suyo
        elif hoja.clave(posicion).id is None and posicion not in hoja.dados:
            raise IdDeVarias(suyo.texto, fila)
        return suyo

    def dato(self, clase: str, campo: str, texto: str) -> Dato:
        """Lo escrito, con el tipo con que esa hoja guarda ese campo; una fecha, en ISO."""
        return self._hoja(clase).tipar(campo, texto)

    def proponer(self, motivo: str, *, segura: bool = True) -> None:
        """Cierra una propuesta con lo dicho desde la anterior; si no cambia nada, ninguna."""
        if self._cambios:
            self._propuestas.append(Propuesta(motivo, tuple(self._cambios.values()), segura))
            self._cambios = {}

    def plan(self) -> Plan:
        """El plan con todo lo propuesto."""
        usadas = {c.hoja for p in self._propuestas for c in p.cambios}
        anclas = {h.nombre: h.ancla() for h in self._hojas.values() if h.nombre in usadas}
        return hacer_plan(self._registro.sha256, self._propuestas, anclas)

    def _hoja(self, clase: str) -> _Hoja:
        if clase not in self._hojas:
            if self._registro.tabla(clase) is None and clase in self._nombres:
                raise HojaSinEntender(self._nombres[clase])
            self._hojas[clase] = _Hoja(self._registro, clase)
        return self._hojas[clase]


class _Hoja:
    """Una hoja en que se escribe, esté ya en el libro o no."""

    def __init__(self, registro: Registro, clase: str) -> None:
        tabla = registro.tabla(clase)
        # Una hoja que solo está en lo que espera no tiene todavía sitio para ninguna columna.
        self.falta = tabla is None or not sitios_de(tabla)
        self.nombre = clase if tabla is None else tabla.hoja
        self.dados: dict[int, Dato] = {}
        self._registro, self._clase, self._tabla = registro, clase, tabla
        self._campos: dict[str, None] = {}
        self._altas = 0
        self._sin_id = False

    @property
    def lleva_id(self) -> bool:
        """Si sus fichas nuevas llevan ID."""
        if self.falta or self._tabla is None:
            return any(c.nombre == "id" for c in HOJAS[self._clase])
        return "id" in self._tabla

    @cached_property
    def _orden(self) -> dict[str, int]:
        conocidos = (*HOJAS[self._clase], *AJENOS.get(self._clase, ()))
        return {campo.nombre: i for i, campo in enumerate(conocidos)}

    def ordenar(self, datos: Mapping[str, Dato]) -> list[str]:
        """Sus campos en el orden del contrato; detrás, los que no son de él."""
        return sorted(datos, key=lambda campo: self._orden.get(campo, len(self._orden)))

    def clave_nueva(self) -> Clave:
        self._altas += 1
        return Clave(alta=self._altas)

    def clave(self, posicion: int) -> Clave:
        suya = self._fichas.clave(posicion)
        self._sin_id = self._sin_id or suya.id is None
        return suya

    def pedir(self, campo: str, posicion: int | None = None) -> None:
        """Deja dicho que en esa columna se escribe, si se puede."""
        tabla = self._tabla
        if tabla is not None and not self.falta:
            if posicion is None and campo in self._campos:
                return  # ya se vio que ahí se puede escribir
            if campo in tabla.asignaciones and not tabla.segura(campo):
                raise ColumnaDudosa(tabla.hoja, campo, tabla.asignaciones[campo])
            columna = columna_de(tabla, campo)
            if columna is not None and posicion is not None and posicion in columna.formulas:
                raise CeldaCalculada(tabla.hoja, campo, int(tabla.filas[posicion]))
            if campo not in self._sitios:
                self._exigir_que_se_pueda_anadir(tabla, campo)
        self._campos.setdefault(campo)

    def _exigir_que_se_pueda_anadir(self, tabla: Tabla, campo: str) -> None:
        if not tabla.fila_cabecera:
            raise SinCabecera(tabla.hoja, campo)
        for sitio in self._sitios.values():
            if plegar(sitio.cabecera).replace(" ", "_") == plegar(campo):
                raise ColumnaRepetida(tabla.hoja, campo)

    def dato(self, campo: str, posicion: int) -> Dato:
        """Lo que hay ahora en esa celda."""
        columna = None if self._tabla is None else columna_de(self._tabla, campo)
        return VACIO if columna is None else dato_de(columna, posicion)

    def tipar(self, campo: str, texto: str) -> Dato:
        return dato_propuesto(texto, self._clases.get(campo, "texto"))

    def id_libre(self) -> Dato:
        """Un ID que nadie lleva; vacío si los que hay no siguen ninguna forma y puede no llevarlo.

        Raises:
            SinFormaDeId: es un cliente, y a los clientes hay que nombrarlos.
        """
        libre = next(self._libres, "")
        if not libre and self._clase == "CLIENTES":
            raise SinFormaDeId(self.nombre)
        return self.tipar("id", libre)

    def ancla(self) -> Ancla:
        if self._tabla is None or self.falta:
            del_contrato = (c.nombre for c in HOJAS[self._clase])
            columnas = tuple(dict.fromkeys((*del_contrato, *self._campos)))
            return Ancla(self.nombre, self._clase, nuevas=columnas, nueva=True)
        return ancla_de(self._tabla, self._campos, huellas=self._sin_id)

    @cached_property
    def _sitios(self) -> Mapping[str, Sitio]:
        return {} if self._tabla is None else sitios_de(self._tabla)

    @cached_property
    def _fichas(self) -> Fichas:
        if self._tabla is None:
            raise LookupError(self._clase)
        return Fichas(self._tabla)

    @cached_property
    def _clases(self) -> Mapping[str, str]:
        del_contrato = {c.nombre: c.clase for c in HOJAS[self._clase]}
        suyas = {} if self._tabla is None else clases_de_dato(self._tabla)
        return {**del_contrato, **suyas}

    @cached_property
    def _libres(self) -> Iterator[str]:
        letras = LETRAS.get(self._clase, "")
        if self._clase == "CLIENTES":
            return claves_libres(claves_usadas(self._registro), letras)
        columna = None if self._tabla is None else self._tabla.columnas.get("id")
        return claves_libres([] if columna is None else usados(columna), letras)
