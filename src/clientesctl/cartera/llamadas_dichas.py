"""Lo que se dice de cada llamada: por qué le toca, qué se habló y por dónde esta vez."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from clientesctl.cartera.cartera import Cartera, Cliente
from clientesctl.cartera.citas_del_dia import leer_hora
from clientesctl.cartera.contactos import Contactos
from clientesctl.cartera.conversaciones import leer_conversacion
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.llamada import Llamada, Turno
from clientesctl.cartera.medio_de_hoy import Medios
from clientesctl.cartera.motivos import escribir_al_mes, escribir_fecha
from clientesctl.cartera.numeros import telefonos_de
from clientesctl.cartera.turnos import Turnos
from clientesctl.cartera.valores import SIN_DIA, dia_de
from clientesctl.registro.columna import Indices
from clientesctl.textos.cifras import contar
from clientesctl.textos.limpieza import es_marcador, plegar

_VOLVER = ("LLAMAR", "VOLVER A HABLAR", "VOLVER A LLAMAR", "CONTACTAR", "LLAMADA", "")


class Redaccion:
    """Pone en palabras las llamadas de un día."""

    def __init__(
        self,
        historia: Historia,
        cartera: Cartera,
        turnos: Turnos,
        contactos: Contactos | None,
        medios: Medios,
    ) -> None:
        self._cartera, self._turnos, self._medios = cartera, turnos, medios
        self._clientes = historia.registro.clientes
        self._contactos = contactos
        self._gemelas = historia.gemelas
        self._hoy = dia_de(cartera.hoy)
        self._ultimos = None
        if contactos is not None:
            hablados = contactos.hasta(self._hoy) & ~contactos.nota
            self._ultimos = contactos.ultimo(hablados, len(self._clientes))

    def redactar(
        self, posiciones: Indices, vendedores: Sequence[str], por_cupo: Collection[int]
    ) -> Iterator[Llamada]:
        """Una llamada por ficha, en el mismo orden; cada una con su vendedor.

        `por_cupo` son las que entran por ser cuentas pequeñas.
        """
        clientes = self._cartera.clientes(posiciones)
        telefonos = telefonos_de(self._cartera.registro, posiciones)
        for cliente, vendedor, numeros in zip(clientes, vendedores, telefonos, strict=True):
            yield self._una(cliente, vendedor, numeros, cliente.posicion in por_cupo)

    def _una(
        self, cliente: Cliente, vendedor: str, numeros: tuple[str, str], pequena: bool
    ) -> Llamada:
        posicion = cliente.posicion
        turno = Turno(int(self._turnos.turno[posicion]))
        paso = self._turnos.pasos.get(posicion) if turno == Turno.PASO else None
        medio, por_que = self._medios.elegir(posicion, paso)
        return Llamada(
            cliente=cliente,
            vendedor=vendedor,
            turno=turno,
            motivo="; ".join(self._motivos(cliente, turno)),
            hora=self._hora(posicion),
            ultima=self._ultima(posicion),
            medio=medio,
            por_que_medio=por_que,
            telefono=numeros[0],
            otro_telefono=numeros[1],
            email=self._dato("email", posicion),
            interes=self._dato("interes", posicion),
            pequena=pequena,
        )

    def _dato(self, campo: str, posicion: int) -> str:
        texto = " ".join(self._clientes.texto(campo, posicion).split())
        return "" if es_marcador(texto, campo) else texto

    def _hora(self, posicion: int) -> str:
        """Cuándo prefiere que le llamen; una hora de Excel, como hora."""
        texto = self._dato("horario", posicion)
        return leer_hora(texto) or texto

    def _ultima(self, posicion: int) -> str:
        """Lo último que se habló, en una línea."""
        if self._contactos is None or self._ultimos is None:
            return ""
        fila = int(self._ultimos[self._gemelas[posicion]])
        if fila < 0:
            return ""
        dicha = leer_conversacion(self._contactos.tabla, fila, posicion, self._contactos.dia)
        return " ".join(filter(None, (f"{dicha.dia:%d/%m/%Y}", str(dicha))))

    def _motivos(self, cliente: Cliente, turno: Turno) -> Iterator[str]:
        decir = {
            Turno.PASO: self._de_paso,
            Turno.PROPUESTA: self._de_propuesta,
            Turno.CUMPLEANOS: self._de_cumpleanos,
            Turno.PROSPECTO: self._de_prospecto,
            Turno.CLIENTE: self._de_cliente,
            Turno.PERDIDO: self._de_perdido,
        }.get(turno, self._de_inactivo)
        yield from decir(cliente)
        if turno != Turno.CUMPLEANOS and cliente.posicion in self._turnos.cumplen:
            yield from self._de_cumpleanos(cliente)

    def _de_paso(self, cliente: Cliente) -> Iterator[str]:
        paso = self._turnos.pasos[cliente.posicion]
        cuando = self._cuando(paso.dia)
        if plegar(paso.que) in _VOLVER and self._lo_pidio(cliente.posicion, paso.fila):
            yield f"pidió que se le llamara {cuando}"
        elif plegar(paso.que) in _VOLVER:
            yield f"se quedó en llamarle {cuando}"
        else:
            yield f"se quedó en {paso.que} {cuando}"
        yield from self._lo_que_compra(cliente)

    def _lo_pidio(self, posicion: int, fila: int) -> bool:
        """Si el contacto que dejó ese paso lo empezó el cliente."""
        contactos = self._contactos
        return contactos is not None and fila < len(contactos) and bool(contactos.entrante[fila])

    def _de_propuesta(self, cliente: Cliente) -> Iterator[str]:
        propuesta = self._turnos.propuestas[cliente.posicion]
        que = f": {propuesta}" if str(propuesta) else ""
        yield f"propuesta sin respuesta desde el {escribir_fecha(propuesta.dia)}{que}"

    def _de_cumpleanos(self, cliente: Cliente) -> Iterator[str]:
        yield f"cumple años {self._cuando(self._turnos.cumplen[cliente.posicion])}"

    def _de_prospecto(self, cliente: Cliente) -> Iterator[str]:
        hablado = int(self._turnos.hablado[cliente.posicion])
        if hablado == SIN_DIA:
            yield "prospecto con quien nunca se ha hablado"
        else:
            yield f"prospecto sin contacto hace {contar(self._hoy - hablado, 'día')}"
        etapa = self._dato("etapa", cliente.posicion)
        if etapa:
            yield f"etapa {etapa}"

    def _de_inactivo(self, cliente: Cliente) -> Iterator[str]:
        yield from self._lo_que_compra(cliente)
        if causa := self._dato("motivo_inactividad", cliente.posicion):
            yield causa

    def _lo_que_compra(self, cliente: Cliente) -> Iterator[str]:
        if cliente.dias is None:
            return
        mes = escribir_al_mes(cliente.gastos)
        if cliente.estado == Estado.ACTIVO:
            yield f"compró hace {contar(cliente.dias, 'día')}{f', gasta {mes}' if mes else ''}"
        else:
            gastaba = f", gastaba {mes}" if mes else ""
            yield f"{contar(cliente.dias, 'día')} sin comprar{gastaba}"

    def _de_cliente(self, cliente: Cliente) -> Iterator[str]:
        ciclo = int(self._turnos.ciclos[cliente.posicion])
        yield f"toca hablar cada {contar(ciclo, 'día')}"
        yield from self._lo_que_compra(cliente)

    def _de_perdido(self, cliente: Cliente) -> Iterator[str]:
        dia = int(self._cartera.perdida_el[cliente.posicion])
        hace = "" if dia == SIN_DIA else f" hace {contar(self._hoy - dia, 'día')}"
        causa = self._dato("motivo_inactividad", cliente.posicion)
        mes = escribir_al_mes(cliente.gastos)
        gastaba = f", gastaba {mes}" if mes else ""
        yield f"perdido{hace}{f' ({causa})' if causa else ''} que puede volver{gastaba}"

    def _cuando(self, dia: dt.date) -> str:
        """El día dicho desde hoy: «hoy», «mañana», «el lunes 30/11», «el 20/11 (hace 2 días)»."""
        dias = (dia - self._cartera.hoy).days
        if dias in (0, 1):
            return ("hoy", "mañana")[dias]
        hace = f" (hace {contar(-dias, 'día')})" if dias < 0 else ""
        return f"el {escribir_fecha(dia)}{hace}"
