"""Lo tecleado en columnas que no se entienden: solo lo juzga su desplegable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clientesctl.calidad.reglas.valor_fuera_de_lista import REGLA, juzgar
from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.plan import Dato
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import plegar


def sin_entender(otras: Mapping[str, str], registro: Registro) -> dict[str, Dato]:
    """Lo que entra en cada una, por su cabecera: con las letras de su desplegable, si lo tiene."""
    return {cabecera: Dato.de_texto(_suyo(cabecera, v, registro)) for cabecera, v in otras.items()}


def _suyo(cabecera: str, texto: str, registro: Registro) -> str:
    lista = _lista(cabecera, registro)
    return next((entrada for entrada in lista if plegar(entrada) == plegar(texto)), texto)


def _lista(cabecera: str, registro: Registro) -> tuple[str, ...]:
    suyo = registro.desplegables.get(("CLIENTES", cabecera))
    es_de_un_campo = cabecera in registro.clientes
    return suyo.valores if suyo is not None and not es_de_un_campo else ()


def fuera_de_su_lista(
    otras: Mapping[str, str], registro: Registro, politicas: Politicas
) -> Iterator[Hallazgo]:
    """Lo que no es de su desplegable."""
    if REGLA.nombre in politicas.reglas_apagadas:
        return
    for cabecera, texto in otras.items():
        lista = _lista(cabecera, registro)
        libre = registro.admite_otros("CLIENTES", cabecera)
        dictamen = juzgar(cabecera, texto, lista, libre=libre) if lista else None
        if dictamen is not None:
            yield Hallazgo(
                registro.clientes.hoja,
                None,
                None,
                cabecera,
                REGLA.nombre,
                dictamen.gravedad or REGLA.gravedad,
                texto,
                dictamen.mensaje,
                dictamen.propuesta,
                dictamen.cambios,
            )
