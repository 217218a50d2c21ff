"""Un cliente que cambia de ID, con todo lo suyo detrás."""

from __future__ import annotations

from clientesctl.captura.alta import exigir_libre
from clientesctl.captura.errores import IdDeVarias
from clientesctl.captura.redactor import Redactor
from clientesctl.duplicados.fusion_referencias import leer_referencias
from clientesctl.registro.absorbidas import clave_de_id
from clientesctl.registro.enlace import codigo_comparable
from clientesctl.registro.registro import Registro


def arrastrar_id(redactor: Redactor, registro: Registro, posicion: int, nuevo: str) -> int:
    """Cuántas filas de las demás hojas (y fichas absorbidas) pasan a nombrar al ID nuevo.

    Raises:
        IdOcupado: el nuevo ya lo lleva otra ficha.
        IdDeVarias: el de antes lo llevan otras, y hay filas que no se sabe de quién son.
        Rechazo: lo que diga `Redactor`.
    """
    clientes = registro.clientes
    viejo = clientes.texto("id", posicion)
    if clave_de_id(viejo) != clave_de_id(nuevo):
        exigir_libre(nuevo, registro)
    if not viejo:
        return 0
    clave = codigo_comparable(viejo)
    cuantas = 0
    for mencion in leer_referencias(registro, [posicion]).menciones:
        filas = mencion.filas.get(clave, ())
        if len(filas) and _lo_llevan_otras(registro, clave):
            raise IdDeVarias(viejo, int(clientes.filas[posicion]))
        for fila in filas:
            clase, campo = mencion.tabla.clase, mencion.campo
            redactor.cambiar(clase, int(fila), {campo: redactor.dato("CLIENTES", "id", nuevo)})
        cuantas += len(filas)
    return cuantas


def _lo_llevan_otras(registro: Registro, clave: str) -> bool:
    ids = registro.clientes["id"].por_fila().tolist()
    return sum(codigo_comparable(suyo) == clave for suyo in ids) > 1
