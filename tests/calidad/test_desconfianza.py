"""Una columna entera que falla no son mil erratas: es otra columna, u otro país."""

from dataclasses import replace

from registro_de_texto import HOY, registro_de

from clientesctl.calidad.informe import Informe
from clientesctl.calidad.validar import validar
from clientesctl.registro.politicas import Politicas

REFERENCIAS = [f"{n:04}" for n in range(1200, 1230)]


def _validar(telefonos: list[str], certeza: float) -> Informe:
    """Lo que `telefono_invalido` dice de esa columna, reconocida con esa certeza."""
    filas = "\n".join(f"ANA | {telefono}" for telefono in telefonos)
    registro = registro_de(f"NOMBRE | TELEFONO\n{filas}")
    clientes = registro.clientes
    sitios = dict(clientes.asignaciones)
    sitios["telefono"] = replace(sitios["telefono"], certeza=certeza)
    tablas = {"CLIENTES": replace(clientes, asignaciones=sitios)}
    return validar(replace(registro, tablas=tablas), Politicas(), HOY, ["telefono_invalido"])


def test_una_columna_dudosa_que_falla_entera_es_un_solo_aviso():
    (hallazgo,) = _validar(REFERENCIAS, 0.85)
    assert (hallazgo.fila, hallazgo.gravedad) == (None, "aviso")
    assert "30 de 30 celdas no parecen lo que se entendió (telefono)" in hallazgo.mensaje
    assert "[columnas]" in hallazgo.mensaje


def test_en_una_columna_segura_cada_celda_es_un_error():
    assert len(_validar(REFERENCIAS, 1.0)) == len(REFERENCIAS)


def test_unas_cuantas_erratas_siguen_siendo_erratas():
    informe = _validar([*REFERENCIAS[:10], *["913334455"] * 30], 0.85)
    assert [h.gravedad for h in informe] == ["error"] * 10


def test_con_pocas_fichas_no_se_desconfia():
    assert len(_validar(REFERENCIAS[:5], 0.85)) == 5
