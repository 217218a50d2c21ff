"""Lo que se corrige solo: qué se escribe, con qué tipo, y qué se deja en paz."""

from __future__ import annotations

from dataclasses import replace

import pytest
from registro_de_texto import HOY, registro_de

from clientesctl.calidad.corregir import Correccion, planear_correcciones
from clientesctl.calidad.validar import validar
from clientesctl.registro.columna import Tipo
from clientesctl.registro.plan import Clave, Propuesta
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro


def corregir(
    texto: str | Registro,
    *reglas: str,
    dudosas: bool = False,
    columnas: dict[str, set[str]] | None = None,
) -> Correccion:
    registro = registro_de(texto) if isinstance(texto, str) else texto
    return planear_correcciones(registro, Politicas(), HOY, reglas or None, columnas, dudosas)


def dichas(correccion: Correccion) -> list[str]:
    """Cada propuesta en una línea: su motivo y «COLUMNA clave: antes → después»."""
    return [_dicha(propuesta) for propuesta in correccion.plan.propuestas]


def _dicha(propuesta: Propuesta) -> str:
    cambios = [
        f"{c.columna} {c.clave}: {c.antes.texto} → {c.despues.texto}" for c in propuesta.cambios
    ]
    return f"{propuesta.motivo}; {'; '.join(cambios)}"


def apartadas(correccion: Correccion) -> list[tuple[str, str, str, int]]:
    return [(a.causa, a.campo, a.regla, n) for a, n in correccion.apartados.items()]


def test_lo_seguro_se_corrige_y_lo_dudoso_se_cuenta() -> None:
    hecho = corregir(
        """
        ID  | NOMBRE | CODIGO_POSTAL | PROVINCIA
        C-1 | ana    | n:8001        | BARCELONA
        C-2 | EVA    | n:8001        | MADRID
        """,
        "texto_en_minusculas",
        "codigo_postal_sin_cero",
    )
    assert dichas(hecho) == [
        "texto_en_minusculas; nombre C-1: ana → ANA",
        "codigo_postal_sin_cero; codigo_postal C-1: 8001 → 08001",
    ]
    assert apartadas(hecho) == [("dudosa", "codigo_postal", "codigo_postal_sin_cero", 1)]


def test_con_dudosas_va_todo_y_se_sabe_cual_lo_es() -> None:
    hecho = corregir(
        "ID  | CODIGO_POSTAL | PROVINCIA\nC-1 | n:8001 | BARCELONA\nC-2 | n:8001 | MADRID",
        "codigo_postal_sin_cero",
        dudosas=True,
    )
    assert [p.segura for p in hecho.plan.propuestas] == [True, False]
    assert not hecho.apartados


def test_varias_reglas_en_una_celda_son_un_solo_cambio() -> None:
    hecho = corregir("ID  | NOMBRE\nC-1 | ana  maría", "espacios_sobrantes", "texto_en_minusculas")
    assert dichas(hecho) == [
        "espacios_sobrantes + texto_en_minusculas; nombre C-1: ana  maría → ANA MARÍA"
    ]


def test_un_nombre_se_parte_entero_o_se_deja_entero() -> None:
    hecho = corregir(
        "ID  | NOMBRE           | APELLIDO_1 | APELLIDO_2\nC-1 | maría pérez  gil |            |"
    )
    [propuesta] = hecho.plan.propuestas
    assert dichas(hecho) == [
        "nombre_en_una_columna + texto_en_minusculas; "
        "nombre C-1: maría pérez  gil → MARÍA; apellido_1 C-1:  → PÉREZ; apellido_2 C-1:  → GIL"
    ]
    assert propuesta.segura


@pytest.mark.parametrize(
    ("hoja", "regla", "tipo", "texto"),
    [
        ("ID|CODIGO_POSTAL|PROVINCIA\nC-1|n:8001|BARCELONA", "codigo_postal_sin_cero", 1, "08001"),
        ("ID|FECHA_ALTA\nC-1|15/08/2024", "fecha_como_texto", 3, "2024-08-15"),
        ("ID|FECHA_ALTA\nC-1|n:20240815", "fecha_invalida", 3, "2024-08-15"),
        ("ID|CICLO_DIAS\nC-1| 30 ", "espacios_sobrantes", 2, "30"),
        ("ID|TELEFONO\nC-1|N/A", "marcador_de_vacio", 0, ""),
        ("ID|NOMBRE\nn:7|ANA\nn:8|EVA\n|LEO", "id_vacio", 2, "9"),
        ("ID|NOMBRE\n007|ANA\n008|EVA\n|LEO", "id_vacio", 1, "009"),
    ],
)
def test_se_escribe_con_el_tipo_de_su_columna(hoja: str, regla: str, tipo: int, texto: str) -> None:
    [cambio] = corregir(hoja.replace("| 30 ", "|\u00a030"), regla).plan.cambios
    assert cambio.despues == (Tipo(tipo), texto)


def test_cada_ficha_sin_id_recibe_el_suyo() -> None:
    hecho = corregir("ID  | NOMBRE\nC-1 | ANA\n    | EVA\nN/A | LEO\n    | PIO")
    ids = [c.despues.texto for c in hecho.plan.cambios if c.columna == "id"]
    assert sorted(ids) == ["C-2", "C-3", "C-4"]


def test_una_ficha_sin_id_se_nombra_por_su_fila_y_su_huella() -> None:
    [cambio] = corregir("ID  | NOMBRE\n    | ana\nC-1 | EVA", "texto_en_minusculas").plan.cambios
    assert cambio.clave == Clave(None, 2, cambio.clave.huella)
    assert len(cambio.clave.huella) == 16
    assert hecho_con_id().plan.anclas["CLIENTES"].huellas == ()


def hecho_con_id() -> Correccion:
    return corregir("ID  | NOMBRE\nC-1 | ana", "texto_en_minusculas")


def test_nunca_se_escribe_sobre_una_formula() -> None:
    hecho = corregir(
        "ID  | CODIGO_POSTAL | PROVINCIA\nC-1 | =:8001 | BARCELONA\nC-2 | 8001 | BARCELONA",
        "codigo_postal_sin_cero",
    )
    assert dichas(hecho) == ["codigo_postal_sin_cero; codigo_postal C-2: 8001 → 08001"]
    assert apartadas(hecho) == [("formula", "codigo_postal", "codigo_postal_sin_cero", 1)]


def con_certeza(registro: Registro, campo: str, certeza: float) -> Registro:
    tabla = registro.clientes
    sitio = replace(tabla.asignaciones[campo], certeza=certeza)
    tabla = replace(tabla, asignaciones={**tabla.asignaciones, campo: sitio})
    return replace(registro, tablas={**registro.tablas, "CLIENTES": tabla})


def test_en_una_columna_que_no_se_entiende_de_cierto_no_se_escribe() -> None:
    registro = registro_de("ID  | NOMBRE | CIUDAD\nC-1 | ana | lugo\nC-2 | eva | LUGO")
    hecho = corregir(con_certeza(registro, "nombre", 0.9), "texto_en_minusculas")
    assert dichas(hecho) == ["texto_en_minusculas; ciudad C-1: lugo → LUGO"]
    assert apartadas(hecho) == [("columna", "nombre", "texto_en_minusculas", 2)]


def test_un_reparto_no_se_hace_a_medias_si_una_columna_no_es_segura() -> None:
    registro = registro_de("ID  | NOMBRE | APELLIDO_1 | APELLIDO_2\nC-1 | MARÍA PÉREZ GIL | |")
    hecho = corregir(con_certeza(registro, "apellido_2", 0.9), "nombre_en_una_columna")
    assert dichas(hecho) == []
    assert apartadas(hecho) == [("columna", "apellido_2", "nombre_en_una_columna", 1)]


def test_un_reparto_no_borra_lo_que_hay_en_otra_columna() -> None:
    hecho = corregir(
        "ID  | TITULO | NOMBRE\nC-1 | DRA. | SR. DON LUIS\nC-2 | | SRA. EVA",
        "titulo_en_el_nombre",
        dudosas=True,
    )
    assert dichas(hecho) == ["titulo_en_el_nombre; titulo C-2:  → SRA.; nombre C-2: SRA. EVA → EVA"]
    assert apartadas(hecho) == [("ocupada", "titulo", "titulo_en_el_nombre", 1)]


def test_una_columna_que_falta_solo_se_anade_si_se_piden_las_dudosas() -> None:
    hoja = "ID  | NOMBRE          | APELLIDO_1\nC-1 | MARÍA PÉREZ GIL |"
    assert dichas(corregir(hoja, "nombre_en_una_columna")) == []
    hecho = corregir(hoja, "nombre_en_una_columna", dudosas=True)
    assert dichas(hecho) == [
        "nombre_en_una_columna; nombre C-1: MARÍA PÉREZ GIL → MARÍA; apellido_1 C-1:  → PÉREZ; "
        "apellido_2 C-1:  → GIL"
    ]
    assert hecho.plan.anclas["CLIENTES"].nuevas == ("apellido_2",)


def test_solo_las_columnas_pedidas() -> None:
    hoja = "ID  | NOMBRE | CIUDAD\nC-1 | ana | lugo"
    hecho = corregir(hoja, columnas={"CLIENTES": {"ciudad"}})
    assert dichas(hecho) == ["texto_en_minusculas; ciudad C-1: lugo → LUGO"]


def test_las_reglas_apagadas_no_corrigen_salvo_que_se_nombren() -> None:
    registro = registro_de("ID  | NOMBRE\nC-1 | ana")
    sin = Politicas(reglas_apagadas=frozenset({"texto_en_minusculas"}))
    assert not planear_correcciones(registro, sin, HOY).plan
    assert planear_correcciones(registro, sin, HOY, ["texto_en_minusculas"]).plan


def test_las_fichas_absorbidas_no_se_tocan() -> None:
    hecho = corregir(
        "ID  | NOMBRE | FUSIONADO_EN\nC-1 | ana | C-3\nC-2 | eva |\nC-3 | LEO |",
        "texto_en_minusculas",
    )
    assert dichas(hecho) == ["texto_en_minusculas; nombre C-2: eva → EVA"]


def test_tambien_las_demas_hojas() -> None:
    hecho = corregir(
        "ID  | NOMBRE\nC-1 | ANA\nVENTAS\nID | FECHA | ID_CLIENTE\nV-1 | 01/02/2026 | C-1",
        "fecha_como_texto",
    )
    assert dichas(hecho) == ["fecha_como_texto; fecha V-1: 01/02/2026 → 2026-02-01"]
    assert list(hecho.plan.anclas) == ["VENTAS"]


def test_una_tarjeta_no_se_corrige_por_su_mascara() -> None:
    hecho = corregir(
        "ID  | OBSERVACIONES\nC-1 | paga con 4111 1111 1111 1111", "dato_prohibido", dudosas=True
    )
    assert dichas(hecho) == []


def test_un_registro_limpio_no_propone_nada() -> None:
    hecho = corregir("ID  | NOMBRE\nC-1 | ANA")
    assert not hecho.plan
    assert hecho.quedaria is hecho.registro


def test_una_direccion_repartida_ya_no_se_halla() -> None:
    hoja = "ID  | DIRECCION\nC-1 | CALLE MAYOR 3, 28001 MADRID"
    hecho = corregir(hoja, "direccion_en_una_columna", dudosas=True)
    assert len(list(hecho.plan.cambios)) == 4
    quedan = validar(hecho.quedaria, Politicas(), HOY, ["direccion_en_una_columna"])
    assert list(quedan) == []


def test_no_se_anade_una_columna_con_la_cabecera_de_otra() -> None:
    registro = registro_de("ID  | NOMBRE_COMPLETO\nC-1 | MARÍA PÉREZ GIL")
    sitio = replace(registro.clientes.asignaciones["nombre_completo"], cabecera="Nombre")
    tabla = registro.clientes
    tabla = replace(tabla, asignaciones={**tabla.asignaciones, "nombre_completo": sitio})
    hecho = corregir(
        replace(registro, tablas={"CLIENTES": tabla}), "nombre_en_una_columna", dudosas=True
    )
    assert dichas(hecho) == []
    assert apartadas(hecho) == [("repetida", "nombre", "nombre_en_una_columna", 1)]
