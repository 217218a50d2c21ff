"""Un plan escrito en un fichero y leído después: dice exactamente lo mismo.

Es JSON en UTF-8, con una propuesta por línea. Un dato es [tipo, texto] y una columna
[cabecera, número]; lo que está en su valor de siempre no se escribe.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from clientesctl.registro.columna import Tipo
from clientesctl.registro.errores import ErrorUso, Rechazo
from clientesctl.registro.plan import Ancla, Cambio, Clave, Dato, Plan, Propuesta, Sitio, hacer_plan

VERSION = 1
T = TypeVar("T")


def escribir_plan(plan: Plan) -> str:
    """El plan en JSON, acabado en un salto de línea.

    >>> leer_plan(escribir_plan(Plan("0" * 64))) == Plan("0" * 64)
    True
    """
    anclas = ",\n".join(_json(_de_ancla(ancla)) for ancla in plan.anclas.values())
    propuestas = ",\n".join(_json(_de_propuesta(propuesta)) for propuesta in plan.propuestas)
    return (
        f'{{"version":{VERSION},"sha256":{_json(plan.sha256)},\n"anclas":[\n{anclas}],\n'
        f'"propuestas":[\n{propuestas}]}}\n'
    )


def leer_plan(texto: str) -> Plan:
    """El plan que `escribir_plan` escribió.

    Raises:
        PlanIlegible: no es un plan, o es de otra versión; dice dónde deja de serlo.
    """
    try:
        objeto = json.loads(texto)
    except ValueError as error:
        linea = getattr(error, "lineno", 1)
        raise PlanIlegible(f"línea {linea}", "no es JSON") from error
    if _de(objeto, "version", int, "el plan") != VERSION:
        raise PlanIlegible("version", f"es {objeto['version']} y aquí se entiende la {VERSION}")
    anclas = [_a_ancla(a, f"anclas[{i}]") for i, a in _lista(objeto, "anclas", "el plan")]
    propuestas = [
        _a_propuesta(p, f"propuestas[{i}]") for i, p in _lista(objeto, "propuestas", "el plan")
    ]
    por_hoja = {ancla.hoja: ancla for ancla in anclas}
    for i, propuesta in enumerate(propuestas):
        _exigir_anclas(propuesta, por_hoja, f"propuestas[{i}]")
    try:
        hacer_plan("", propuestas, por_hoja)
    except Rechazo as error:
        raise PlanIlegible("propuestas", str(error)) from error
    return Plan(_de(objeto, "sha256", str, "el plan"), tuple(propuestas), por_hoja)


def _exigir_anclas(propuesta: Propuesta, por_hoja: Mapping[str, Ancla], donde: str) -> None:
    for cambio in propuesta.cambios:
        ancla = por_hoja.get(cambio.hoja)
        if ancla is None:
            raise PlanIlegible(donde, f"«anclas» no dice nada de la hoja «{cambio.hoja}»")
        if cambio.columna not in ancla.sitios and cambio.columna not in ancla.nuevas:
            raise PlanIlegible(donde, f"«anclas» no dice dónde está la columna «{cambio.columna}»")


def _json(objeto: object) -> str:
    return _ESCRITOR.encode(objeto)


_ESCRITOR = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _de_ancla(ancla: Ancla) -> dict[str, object]:
    objeto: dict[str, object] = {"hoja": ancla.hoja, "clase": ancla.clase}
    objeto["sitios"] = {c: [s.cabecera, s.columna] for c, s in ancla.sitios.items()}
    if ancla.huellas:
        objeto["huellas"] = [[s.cabecera, s.columna] for s in ancla.huellas]
    if ancla.nuevas:
        objeto["nuevas"] = list(ancla.nuevas)
    if ancla.nueva:
        objeto["nueva"] = True
    return objeto


def _de_propuesta(propuesta: Propuesta) -> dict[str, object]:
    return {
        "motivo": propuesta.motivo,
        "segura": propuesta.segura,
        "cambios": [_de_cambio(cambio) for cambio in propuesta.cambios],
    }


def _de_cambio(cambio: Cambio) -> dict[str, object]:
    clave = cambio.clave
    objeto: dict[str, object] = {"hoja": cambio.hoja}
    if clave.id is not None:
        objeto["id"] = clave.id
    numeros = {"fila": clave.fila, "huella": clave.huella, "alta": clave.alta}
    objeto |= {nombre: valor for nombre, valor in numeros.items() if valor}
    objeto["columna"] = cambio.columna
    objeto["antes"] = [cambio.antes.tipo.name, cambio.antes.texto]
    objeto["despues"] = [cambio.despues.tipo.name, cambio.despues.texto]
    return objeto


def _a_ancla(objeto: Any, donde: str) -> Ancla:
    sitios = _de(objeto, "sitios", dict, donde)
    return Ancla(
        hoja=_de(objeto, "hoja", str, donde),
        clase=_de(objeto, "clase", str, donde),
        sitios={c: _a_sitio(s, f"{donde}.sitios.{c}") for c, s in sitios.items()},
        huellas=tuple(
            _a_sitio(s, f"{donde}.huellas[{i}]") for i, s in _lista(objeto, "huellas", donde, ())
        ),
        nuevas=tuple(
            _es(n, str, f"{donde}.nuevas[{i}]") for i, n in _lista(objeto, "nuevas", donde, ())
        ),
        nueva=_de(objeto, "nueva", bool, donde, False),
    )


def _a_sitio(par: Any, donde: str) -> Sitio:
    cabecera, columna = _par(par, donde)
    numero = _es(columna, int, f"{donde}[1]")
    return Sitio(_es(cabecera, str, f"{donde}[0]"), numero)


def _a_propuesta(objeto: Any, donde: str) -> Propuesta:
    cambios = _lista(objeto, "cambios", donde)
    return Propuesta(
        motivo=_de(objeto, "motivo", str, donde),
        cambios=tuple(_a_cambio(c, f"{donde}.cambios[{i}]") for i, c in cambios),
        segura=_de(objeto, "segura", bool, donde),
    )


def _a_cambio(objeto: Any, donde: str) -> Cambio:
    clave = Clave(
        id=_de(objeto, "id", str, donde, None),
        fila=_de(objeto, "fila", int, donde, 0),
        huella=_de(objeto, "huella", str, donde, ""),
        alta=_de(objeto, "alta", int, donde, 0),
    )
    return Cambio(
        hoja=_de(objeto, "hoja", str, donde),
        clave=clave,
        columna=_de(objeto, "columna", str, donde),
        antes=_a_dato(_de(objeto, "antes", list, donde), f"{donde}.antes"),
        despues=_a_dato(_de(objeto, "despues", list, donde), f"{donde}.despues"),
    )


def _a_dato(par: Any, donde: str) -> Dato:
    tipo, texto = _par(par, donde)
    if tipo not in Tipo.__members__:
        raise PlanIlegible(f"{donde}[0]", f"«{tipo}» no es un tipo ({', '.join(Tipo.__members__)})")
    dato = Dato(Tipo[tipo], _es(texto, str, f"{donde}[1]"))
    if not _es_de_su_tipo(dato):
        raise PlanIlegible(f"{donde}[1]", f"«{texto}» no es un dato de tipo {tipo}")
    return dato


def _es_de_su_tipo(dato: Dato) -> bool:
    """Si el texto se escribe como se escriben los de su tipo."""
    match dato.tipo:
        case Tipo.VACIA:
            return dato.texto == ""
        case Tipo.NUMERO:
            return _NUMERO.fullmatch(dato.texto) is not None
        case Tipo.LOGICO:
            return dato.texto in ("VERDADERO", "FALSO")
        case Tipo.FECHA:
            return _FECHA.fullmatch(dato.texto) is not None
    return dato.texto != ""


_NUMERO = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_FECHA = re.compile(r"(?:\d{4}-\d\d-\d\d)?[ T]?(?:\d\d:\d\d:\d\d(?:\.\d+)?)?")


def _par(objeto: Any, donde: str) -> tuple[Any, Any]:
    if isinstance(objeto, list) and len(objeto) == 2:
        return objeto[0], objeto[1]
    raise PlanIlegible(donde, "no son dos valores entre corchetes")


_FALTA: Any = object()
_SE_LLAMA: Mapping[type, str] = {
    str: "un texto",
    int: "un número entero",
    bool: "true o false",
    list: "una lista",
    dict: "un objeto",
}


def _de(objeto: Any, nombre: str, clase: type[T], donde: str, falta: Any = _FALTA) -> T:
    """Lo que el objeto lleva con ese nombre, si es de esa clase; `falta`, si puede no estar."""
    if not isinstance(objeto, dict):
        raise PlanIlegible(donde, "no es un objeto entre llaves")
    if nombre in objeto:
        return _es(objeto[nombre], clase, f"{donde}.{nombre}")
    if falta is _FALTA:
        raise PlanIlegible(donde, f"le falta «{nombre}»")
    return falta  # type: ignore[no-any-return]  # lo da quien llama, con su tipo


def _lista(objeto: Any, nombre: str, donde: str, falta: Any = _FALTA) -> Iterable[tuple[int, Any]]:
    return enumerate(_de(objeto, nombre, list, donde, falta))


def _es(valor: Any, clase: type[T], donde: str) -> T:
    # En Python un bool es también un int.
    if isinstance(valor, clase) and (clase is bool or not isinstance(valor, bool)):
        return valor
    raise PlanIlegible(donde, f"no es {_SE_LLAMA[clase]}")


class PlanIlegible(ErrorUso):
    """El fichero no es un plan, o no es de una versión que se entienda."""

    def __init__(self, donde: str, que: str) -> None:
        self.donde = donde
        super().__init__(
            f"el plan no se entiende: {donde}, {que}. Vuelva a hacerlo con --guardar-plan"
        )
