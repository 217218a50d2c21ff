"""Quién no va hoy en ninguna lista de llamadas, y por qué."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.bajas import Marcas
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.citas_del_dia import con_cita
from clientesctl.cartera.contactos import Contactos
from clientesctl.cartera.dias_de_llamar import Lugar, lugares_de, por_que_no
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.llamada import Turno
from clientesctl.cartera.numeros import Lineas
from clientesctl.cartera.permisos import falta_permiso
from clientesctl.cartera.recuperables import pueden_volver
from clientesctl.cartera.respeto import SIN_PERMISO, apartar
from clientesctl.cartera.turnos import Turnos
from clientesctl.cartera.valores import SIN_DIA, Dias, con_dato, dia_de, marcar
from clientesctl.registro.columna import Indices
from clientesctl.registro.politicas import Politicas
from clientesctl.textos.resultados import quiere_seguir

PERDIDO_DEL_TODO = "se perdió y no puede volver"
SIN_CALCULAR = "su estado depende de una fórmula sin calcular"
SIN_CONSTANCIA = "no consta que quiera que le llamen, y la ley lo pide"
CON_CITA = "tiene cita hoy"
CITADO = "se quedó en hablar con él otro día"
SIN_SENAS = "no hay teléfono ni correo"
DESCANSA = "se habló con él hace poco"
MISMO_TELEFONO = "su teléfono es el de otro que ya está en la lista"
TELEFONO_LLAMADO = "a su teléfono se llamó hace poco"
TELEFONO_VEDADO = "su teléfono es el de quien pidió que no se le llame"
DE_FIESTA = "hoy no se llama donde vive"

_PIDIERON_QUE_NO = ("pidió que no se le contacte", SIN_PERMISO)
_SENAS = ("movil", "telefono", "telefono_2", "email", "email_2")
_DENTRO = -1


@dataclass(frozen=True, eq=False)
class Fuera:
    """Por ficha, el lugar en `razones` de por qué no va, o -1; `fiestas` dice qué fiesta es.

    `vedadas` son las líneas de quien pidió que no se le llame, y `llamadas`, las de hace poco.
    """

    razones: tuple[str, ...]
    cual: Indices
    fiestas: Mapping[int, str]
    vedadas: frozenset[str]
    llamadas: frozenset[str]

    def razon(self, posicion: int) -> str:
        """Por qué no va esa ficha; vacío si puede ir."""
        cual = int(self.cual[posicion])
        if cual == _DENTRO:
            return ""
        return self.fiestas.get(posicion, "") or self.razones[cual]

    def contar(self, posiciones: Indices) -> dict[str, int]:
        """Cuántas de esas fichas no van por cada razón, en el orden de las razones."""
        cuantas = Counter(self.cual[posiciones].tolist())
        return {razon: cuantas[i] for i, razon in enumerate(self.razones) if cuantas[i]}


def dejar_fuera(
    cartera: Cartera,
    turnos: Turnos,
    contactos: Contactos | None,
    politicas: Politicas,
    lineas: Lineas,
) -> Fuera:
    """Las fichas que hoy no van en ninguna lista, cada una con la primera razón que la alcanza."""
    politica, clientes = politicas.llamadas, cartera.registro.clientes
    apartados = apartar(cartera)
    fiestas = _de_fiesta(cartera, politicas)
    descansan = _descansan(turnos, cartera, politica.descanso)
    buscado = ultima_busqueda(cartera, contactos)
    razones: dict[str, Marcas] = {
        razon: apartados.cual == i for i, razon in enumerate(apartados.razones)
    }
    marcas = {
        PERDIDO_DEL_TODO: _sin_vuelta(cartera, politicas),
        SIN_CALCULAR: cartera.estados == Estado.SIN_CALCULAR,
        SIN_CONSTANCIA: falta_permiso(cartera, politica.permiso, buscado),
        CON_CITA: _en(con_cita(cartera.registro, cartera.hoy), len(clientes)),
        CITADO: turnos.citados,
        SIN_SENAS: _sin_senas(cartera),
        DE_FIESTA: _en(fiestas, len(clientes)),
        DESCANSA: descansan & (turnos.turno != Turno.PASO),
    }
    razones |= marcas
    cual = np.full(len(clientes), _DENTRO, dtype=np.int64)
    for i, cuales in reversed(list(enumerate(razones.values()))):
        cual[cuales] = i
    nombres = tuple(razones)
    pidieron = [nombres.index(r) for r in _PIDIERON_QUE_NO]
    return Fuera(
        nombres,
        cual,
        fiestas,
        vedadas=_lineas_de(lineas, np.isin(apartados.cual, pidieron)),
        llamadas=_lineas_de(lineas, descansan & (cartera.estados != Estado.ABSORBIDO)),
    )


def _descansan(turnos: Turnos, cartera: Cartera, descanso: int) -> Marcas:
    hace = dia_de(cartera.hoy) - turnos.hablado
    return np.asarray((turnos.hablado != SIN_DIA) & (hace < descanso))


def _sin_vuelta(cartera: Cartera, politicas: Politicas) -> Marcas:
    dejaron = np.isin(cartera.estados, [Estado.PERDIDO, Estado.INACTIVO])
    return np.asarray(dejaron & ~pueden_volver(cartera.registro.clientes, politicas.recuperables))


def ultima_busqueda(cartera: Cartera, contactos: Contactos | None) -> Dias:
    """Por ficha, el último día en que el cliente llamó, escribió o quiso seguir hablando."""
    buscado = np.full(len(cartera.registro.clientes), SIN_DIA, dtype=np.int64)
    if contactos is not None:
        quiso = contactos.entrante | marcar(contactos.tabla, "resultado", quiere_seguir)
        suyos = contactos.hasta(dia_de(cartera.hoy)) & quiso
        np.maximum.at(buscado, contactos.cliente[suyos], contactos.dia[suyos])
    return np.asarray(buscado[cartera.gemelas])


def _de_fiesta(cartera: Cartera, politicas: Politicas) -> dict[int, str]:
    """Por ficha de donde hoy no se llama, por qué no."""
    politica = politicas.llamadas
    casa = Lugar(cartera.registro.pais, politica.subdivision)
    lugares, sitios = lugares_de(cartera.registro, politica.subdivision)
    fiestas: dict[int, str] = {}
    for i, lugar in enumerate(lugares):
        if por_que := por_que_no(lugar, cartera.hoy, festivos=politica.festivos):
            dicho = por_que if lugar == casa else f"donde vive {por_que}"
            fiestas |= dict.fromkeys(np.flatnonzero(sitios == i).tolist(), dicho)
    return fiestas


def _sin_senas(cartera: Cartera) -> Marcas:
    """Por ficha, si no lleva ningún teléfono ni correo; en un libro sin esas columnas, ninguna."""
    clientes = cartera.registro.clientes
    campos = [campo for campo in _SENAS if campo in clientes]
    con_algo = np.full(len(clientes), not campos)
    for campo in campos:
        con_algo |= con_dato(clientes, campo)
    return np.asarray(~con_algo)


def _en(quienes: Mapping[int, object], fichas: int) -> Marcas:
    marcas = np.zeros(fichas, dtype=bool)
    marcas[list(quienes)] = True
    return marcas


def _lineas_de(lineas: Lineas, cuales: Marcas) -> frozenset[str]:
    return frozenset(linea for p in np.flatnonzero(cuales).tolist() for linea in lineas.de(p))
