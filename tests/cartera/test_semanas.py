"""Lo que pasó cada semana, contado a mano sobre registros de unas pocas filas."""

from __future__ import annotations

import datetime as dt

from semanas_de_texto import bloque, contar, resumen

FICHAS = """
ID |NOMBRE|VENDEDOR|COLONIA|CIUDAD|CODIGO_POSTAL|ZONA |MEDIO|INTERES|FECHA_ALTA|FECHA_CAPTURA
C-1|ANA   |EMILY   |ROMA   |MADRID|28001        |NORTE|FERIA|RIEGO  |2026-11-02|2026-11-09
C-2|LUIS  |JUAN    |       |MADRID|28002        |SUR  |feria|       |2026-11-09|
C-3|EVA   |        |       |      |             |SUR  |     |PINTURA|          |2026-11-15
"""
CONTACTOS = """
FECHA      | ID_CLIENTE | TIPO     | SENTIDO  | QUIEN | ASUNTO            | RESULTADO
2026-11-02 | C-1        | LLAMADA  | ENTRADA  | EMILY | PRECIO DE PINTURA |
2026-11-09 | C-1        | LLAMADA  | ENTRADA  | JUAN  | precio del riego  |
2026-11-10 | C-2        | whatsapp | ENTRADA  |       | ENTREGA           |
2026-11-15 | C-3        | CORREO   | ENTRADA  | EMILY |                   |
2026-11-12 | NADIE      | VISITA   | ENTRADA  |       | Entrega           |
2026-11-12 | C-1        | QUEJA    | ENTRADA  | EMILY | ENTREGA           |
2026-11-12 | C-1        | NOTA     |          | EMILY |                   |
2026-11-11 | C-1        | LLAMADA  | SALIDA   | EMILY |                   | INTERESA
2026-11-11 | C-2        | LLAMADA  | SALIDA   | JUAN  |                   | No contesta
2026-11-16 | C-2        | LLAMADA  | ENTRADA  | JUAN  |                   |
"""


def test_una_consulta_es_lo_que_entra_y_no_es_queja_ni_nota() -> None:
    semana = resumen(contar(FICHAS, contactos=CONTACTOS))
    assert semana["consultas"] == (None, 1, 4)
    assert semana["quejas"] == (None, 0, 1)
    assert semana["contactos_hechos"] == (None, 0, 2)
    assert semana["llamadas"] == (None, 0, 2)
    assert semana["llamadas_sin_respuesta"] == (None, 0, 1)


def test_las_consultas_se_reparten_por_su_medio() -> None:
    assert bloque(contar(FICHAS, contactos=CONTACTOS), "consultas_por_medio") == {
        "CORREO": (None, 0, 1),
        "LLAMADA": (None, 1, 1),
        "MENSAJE": (None, 0, 1),
        "VISITA": (None, 0, 1),
    }


def test_se_pregunta_por_lo_que_nombra_el_asunto_y_si_no_por_lo_que_interesa() -> None:
    assert bloque(contar(FICHAS, contactos=CONTACTOS), "consultas_por_interes") == {
        "ENTREGA": (None, 0, 2),
        "RIEGO": (None, 0, 1),
        "PINTURA": (None, 1, 1),
    }


def test_de_dos_productos_que_el_asunto_nombra_vale_el_mas_largo() -> None:
    contactos = """
FECHA      | ID_CLIENTE | TIPO    | SENTIDO | ASUNTO
2026-11-10 | C-1        | LLAMADA | ENTRADA | Plazo de la bomba de riego
"""
    ventas = "FECHA | ID_CLIENTE | PRODUCTO\n2026-01-01 | C-1 | BOMBA DE RIEGO"
    hallado = bloque(contar(FICHAS, contactos=contactos, ventas=ventas), "consultas_por_interes")
    assert list(hallado) == ["BOMBA DE RIEGO"]


def test_el_barrio_es_lo_mas_cerca_que_dice_la_ficha() -> None:
    assert bloque(contar(FICHAS, contactos=CONTACTOS), "consultas_por_barrio") == {
        "ROMA, MADRID": (None, 1, 1),
        "MADRID 28002": (None, 0, 1),
        "SUR": (None, 0, 1),
        "(NO CONSTA)": (None, 0, 1),
    }


def test_la_consulta_es_de_quien_la_atendio_y_si_no_de_quien_lleva_al_cliente() -> None:
    assert bloque(contar(FICHAS, contactos=CONTACTOS), "consultas_por_vendedor") == {
        "JUAN": (None, 0, 2),
        "EMILY": (None, 1, 1),
        "(NO CONSTA)": (None, 0, 1),
    }


def test_el_resultado_de_las_llamadas_se_dice_tal_cual() -> None:
    assert bloque(contar(FICHAS, contactos=CONTACTOS), "llamadas_por_resultado") == {
        "INTERESA": (None, 0, 1),
        "NO CONTESTA": (None, 0, 1),
    }


def test_las_altas_son_del_dia_en_que_se_tomo_el_dato_y_las_capturas_del_otro() -> None:
    semana = contar(FICHAS)
    assert resumen(semana)["altas"] == (None, 1, 2)
    assert resumen(semana)["capturas"] == (None, None, 2)
    assert bloque(semana, "altas_por_medio") == {"FERIA": (None, 1, 1), "(NO CONSTA)": (None, 0, 1)}


def test_la_media_cuenta_las_semanas_vacias_solo_desde_que_hay_datos() -> None:
    contactos = """
FECHA      | ID_CLIENTE | TIPO    | SENTIDO
2026-10-20 | C-1        | LLAMADA | ENTRADA
2026-10-21 | C-1        | LLAMADA | ENTRADA
2026-10-22 | C-1        | LLAMADA | ENTRADA
2026-11-10 | C-1        | LLAMADA | ENTRADA
"""
    serie = contar(FICHAS, contactos=contactos, atras=8).serie("consultas")
    assert serie is not None
    assert serie.valores == (None, None, None, None, None, 3, 0, 0, 1)
    assert serie.anterior == 0
    assert serie.media == 1


def test_sin_datos_antes_no_hay_media_ni_se_inventa_un_cero() -> None:
    contactos = "FECHA | ID_CLIENTE | TIPO | SENTIDO\n2026-11-10 | C-1 | LLAMADA | ENTRADA"
    serie = contar(FICHAS, contactos=contactos).serie("consultas")
    assert serie is not None
    assert (serie.valor, serie.anterior, serie.media) == (1, None, None)


def test_la_semana_en_curso_cuenta_solo_hasta_hoy() -> None:
    hoy = dt.date(2026, 11, 11)
    semana = contar(FICHAS, contactos=CONTACTOS, hoy=hoy, semana="actual")
    assert not semana.periodo.comparable
    assert resumen(semana)["consultas"][-1] == 2


VENTAS = """
ID  | FECHA      | ID_CLIENTE | PRODUCTO | IMPORTE | MONEDA | VENDEDOR | DEVUELVE
V-1 | 2026-11-03 | C-1        | TALADRO  | 100     | EUR    | EMILY    |
V-2 | 2026-11-10 | C-1        | TALADRO  | 50      | EUR    | JUAN     |
V-3 | 2026-11-11 | C-2        | taladro  | 900     | MXN    |          |
V-4 | 2026-11-12 | C-2        | PINTURA  | 30      | EUR    |          |
V-5 | 2026-11-13 | C-1        | TALADRO  | -100    | EUR    | EMILY    | V-1
V-6 | 2026-11-16 | C-1        | TALADRO  | 70      | EUR    | EMILY    |
V-7 | 2026-11-14 | NADIE      | PINTURA  | 5       | EUR    |          |
"""


def test_una_devolucion_resta_la_semana_en_que_se_devuelve_y_no_es_una_venta() -> None:
    semana = resumen(contar(FICHAS, ventas=VENTAS))
    assert semana["ventas"] == (None, 1, 4)
    assert semana["devoluciones"] == (None, 0, 1)
    assert semana["importe EUR"] == (None, 100, 50 + 30 - 100 + 5)


def test_dos_monedas_no_se_suman() -> None:
    semana = contar(FICHAS, ventas=VENTAS)
    assert resumen(semana)["importe MXN"] == (None, 0, 900)
    assert bloque(semana, "importe_por_vendedor") == {
        "JUAN EUR": (None, 0, 80),
        "EMILY EUR": (None, 100, -100),
        "(NO CONSTA) EUR": (None, 0, 5),
        "JUAN MXN": (None, 0, 900),
    }


def test_las_ventas_se_reparten_por_producto_sin_mirar_mayusculas() -> None:
    semana = contar(FICHAS, ventas=VENTAS)
    assert bloque(semana, "ventas_por_producto") == {
        "PINTURA": (None, 0, 2),
        "TALADRO": (None, 1, 2),
    }
    assert bloque(semana, "ventas_por_vendedor") == {
        "JUAN": (None, 0, 3),
        "EMILY": (None, 1, 0),
        "(NO CONSTA)": (None, 0, 1),
    }


def test_las_ventas_de_una_ficha_absorbida_son_de_la_buena() -> None:
    fichas = """
ID  | NOMBRE | VENDEDOR | FUSIONADO_EN | FECHA_ALTA
C-1 | ANA    | EMILY    |              | 2026-11-10
C-9 | ANA G. | JUAN     | C-1          | 2026-11-03
"""
    ventas = "FECHA | ID_CLIENTE | IMPORTE\n2026-11-04 | C-9 | 10\n2026-11-12 | C-1 | 20"
    semana = contar(fichas, ventas=ventas)
    assert bloque(semana, "ventas_por_vendedor") == {"EMILY": (None, 1, 1)}
    assert resumen(semana)["clientes_nuevos"] == (None, 1, 0)
    assert resumen(semana)["altas"] == (None, 1, 0)


def test_es_nuevo_quien_compra_por_primera_vez_algo_que_no_devuelve() -> None:
    ventas = """
ID  | FECHA      | ID_CLIENTE | IMPORTE | DEVUELVE
V-1 | 2026-01-07 | C-1        | 10      |
V-2 | 2026-11-03 | C-2        | 10      |
V-3 | 2026-11-04 | C-2        | -10     | V-2
V-4 | 2026-11-10 | C-1        | 10      |
V-5 | 2026-11-11 | C-2        | 10      |
V-6 | 2026-11-12 | C-2        | 10      |
"""
    assert resumen(contar(FICHAS, ventas=ventas))["clientes_nuevos"] == (0, 0, 1)


def test_vuelve_quien_compra_despues_de_estar_inactivo_perdido_o_cancelado() -> None:
    fichas = """
ID  | NOMBRE | PERDIDO_EL | CANCELADO_EL
C-1 | ANA    |            |
C-2 | LUIS   | 2026-10-01 |
C-3 | EVA    |            | 2026-10-01
C-4 | SARA   |            |
"""
    ventas = """
FECHA      | ID_CLIENTE
2026-06-01 | C-1
2026-09-20 | C-2
2026-09-20 | C-3
2026-10-30 | C-4
2026-11-10 | C-1
2026-11-11 | C-2
2026-11-12 | C-3
2026-11-12 | C-4
"""
    assert resumen(contar(fichas, ventas=ventas))["recuperados"] == (0, 0, 3)


def test_pasa_a_inactivo_la_semana_en_que_cumple_cuarenta_y_seis_dias_sin_comprar() -> None:
    fichas = "ID | NOMBRE\nC-1 | ANA\nC-2 | LUIS"
    # 46 días después del 25 de septiembre es el 10 de noviembre; del 23, el 8.
    ventas = "FECHA | ID_CLIENTE\n2026-09-25 | C-1\n2026-09-23 | C-2"
    assert resumen(contar(fichas, ventas=ventas))["pasan_a_inactivos"] == (0, 1, 1)


def test_los_perdidos_y_cancelados_son_de_la_semana_de_su_fecha() -> None:
    fichas = """
ID  | NOMBRE | ETAPA    | PERDIDO_EL | CANCELADO_EL
C-1 | ANA    | PERDIDO  | 2026-11-10 |
C-2 | LUIS   | CANCELAR |            | 2026-11-04
C-3 | EVA    | PERDIDO  |            |
C-4 | SARA   | PERDIDO  | 2026-11-16 |
"""
    semana = resumen(contar(fichas))
    assert semana["perdidos"] == (0, 0, 1)
    assert semana["cancelados"] == (0, 1, 0)


PROPUESTAS = """
ID |FECHA     |ID_CLIENTE|PRODUCTO|IMPORTE|MONEDA|ESTADO   |FECHA_CIERRE|MOTIVO|VENDEDOR
P-1|2026-11-09|C-1       |REFORMA |100    |EUR   |ENVIADA  |            |      |EMILY
P-2|2026-11-02|C-1       |REFORMA |200    |EUR   |ACEPTADA |2026-11-10  |      |EMILY
P-3|2026-11-02|C-2       |RIEGO   |300    |MXN   |RECHAZADA|2026-11-11  |precio|JUAN
P-4|2026-11-03|C-2       |RIEGO   |400    |EUR   |RECHAZADA|2026-11-12  |      |JUAN
P-5|2026-11-03|C-2       |RIEGO   |500    |EUR   |RETIRADA |2026-11-12  |      |JUAN
"""


def test_las_propuestas_se_envian_un_dia_y_se_ganan_o_se_pierden_otro() -> None:
    semana = contar(FICHAS, propuestas=PROPUESTAS)
    cuentas = resumen(semana)
    assert cuentas["propuestas_enviadas"] == (None, 4, 1)
    assert cuentas["propuestas_ganadas"] == (None, 0, 1)
    assert cuentas["propuestas_perdidas"] == (None, 0, 2)
    assert cuentas["propuestas_retiradas"] == (None, 0, 1)
    importes = bloque(semana, "propuestas_importe")
    assert importes["ganadas EUR"] == (None, 0, 200)
    assert importes["perdidas MXN"] == (None, 0, 300)
    assert importes["enviadas EUR"] == (None, 200 + 400 + 500, 100)
    assert bloque(semana, "propuestas_perdidas_por_motivo") == {
        "PRECIO": (None, 0, 1),
        "(NO CONSTA)": (None, 0, 1),
    }


def test_un_vendedor_ve_lo_que_hizo_el_y_lo_que_les_paso_a_sus_clientes() -> None:
    semana = contar(
        FICHAS, contactos=CONTACTOS, ventas=VENTAS, propuestas=PROPUESTAS, vendedor="juan"
    )
    cuentas = resumen(semana)
    assert cuentas["consultas"] == (None, 0, 2)
    assert cuentas["ventas"] == (None, 0, 3)
    assert cuentas["propuestas_perdidas"] == (None, 0, 2)
    assert cuentas["altas"] == (None, 0, 1)
    assert cuentas["clientes_nuevos"] == (None, 0, 1)


def test_repartido_por_zona_suma_lo_mismo_que_el_total() -> None:
    semana = contar(FICHAS, contactos=CONTACTOS, ventas=VENTAS, por="zona")
    assert bloque(semana, "consultas_por_zona") == {
        "SUR": (None, 0, 2),
        "NORTE": (None, 1, 1),
        "(NO CONSTA)": (None, 0, 1),
    }
    assert bloque(semana, "importe_por_zona")["SUR EUR"] == (None, 0, 30)


def test_la_conversion_dice_cuantos_de_cuantos_y_en_cuantos_dias() -> None:
    fichas = """
ID  | NOMBRE | MEDIO | FECHA_ALTA
C-1 | ANA    | FERIA | 2026-10-01
C-2 | LUIS   | FERIA | 2026-10-01
C-3 | EVA    | WEB   | 2026-10-01
C-4 | SARA   | WEB   | 2026-10-01
C-5 | INÉS   | FERIA | 2024-10-01
"""
    ventas = """
FECHA      | ID_CLIENTE
2026-10-11 | C-1
2026-11-11 | C-1
2026-10-21 | C-3
2026-09-01 | C-4
2026-10-11 | C-5
"""
    conversion = contar(fichas, ventas=ventas).conversion
    assert conversion is not None
    # C-4 ya compraba al darse de alta, y C-5 se captó hace más de un año.
    assert [(c.medio, c.captados, c.compraron, c.dias) for c in conversion] == [
        ("FERIA", 2, 1, 10),
        ("WEB", 1, 1, 20),
        ("TODOS", 3, 2, 15),
    ]
    assert [c.ya_compraban for c in conversion] == [0, 1, 1]


def test_la_demanda_dice_cuantas_veces_y_cuantos_la_piden() -> None:
    demanda = """
FECHA      | ID_CLIENTE | PRODUCTO | CANTIDAD
2026-11-10 | C-1        | LEÑA     | 2
2026-11-11 | C-1        | leña     | 3
2026-11-03 | C-2        | LEÑA     |
2026-11-12 |            | PISCINA  |
2024-11-12 | C-1        | PISCINA  |
2026-11-12 | C-2        | TALADRO  | 1
"""
    semana = contar(FICHAS, demanda=demanda, ventas=VENTAS)
    assert bloque(semana, "demanda_por_producto")["LEÑA"] == (0, 1, 2)
    assert semana.demanda is not None
    assert [(p.producto, p.veces, p.clientes, p.cantidad, p.se_vende) for p in semana.demanda] == [
        ("LEÑA", 3, 2, 5, False),
        ("TALADRO", 1, 1, 1, True),
        ("PISCINA", 1, 0, None, False),
    ]


def test_lo_que_el_libro_no_lleva_se_dice_y_no_es_un_cero() -> None:
    semana = contar("NOMBRE\nANA\nLUIS")
    assert resumen(semana) == {}
    assert semana.conversion is None
    assert semana.demanda is None
    dicho = " / ".join(semana.lagunas)
    for falta in ("CONTACTOS", "VENTAS", "PROPUESTAS", "DEMANDA", "FECHA_ALTA", "PERDIDO_EL"):
        assert falta in dicho


def test_una_baja_sin_fecha_no_es_de_ninguna_semana_y_se_dice() -> None:
    fichas = (
        "ID | NOMBRE | ETAPA | PERDIDO_EL\nC-1 | ANA | PERDIDO |\nC-2 | LUIS | PERDIDO | 2026-11-10"
    )
    semana = contar(fichas)
    assert resumen(semana)["perdidos"] == (0, 0, 1)
    assert any("1 perdido o cancelado sin fecha" in laguna for laguna in semana.lagunas)


def test_sin_resultado_no_se_sabe_si_contestaron() -> None:
    contactos = "FECHA | ID_CLIENTE | TIPO | SENTIDO\n2026-11-10 | C-1 | LLAMADA | SALIDA"
    semana = contar(FICHAS, contactos=contactos)
    assert resumen(semana)["llamadas"] == (None, None, 1)
    assert "llamadas_sin_respuesta" not in resumen(semana)
    assert any("RESULTADO" in laguna for laguna in semana.lagunas)


def test_sin_sentido_no_se_sabe_que_consultas_entraron() -> None:
    contactos = "FECHA | ID_CLIENTE | TIPO\n2026-11-10 | C-1 | LLAMADA"
    semana = contar(FICHAS, contactos=contactos)
    assert "consultas" not in resumen(semana)
    assert resumen(semana)["llamadas"] == (None, None, 1)
    assert any("SENTIDO" in laguna for laguna in semana.lagunas)


def test_avisa_de_una_hoja_que_hace_semanas_que_no_se_lleva() -> None:
    contactos = "FECHA | ID_CLIENTE | TIPO | SENTIDO\n2026-09-10 | C-1 | LLAMADA | ENTRADA"
    semana = contar(FICHAS, contactos=contactos)
    assert any("desde el 10/09/2026 (66 días)" in laguna for laguna in semana.lagunas)


def test_avisa_de_que_al_empezar_a_apuntar_ventas_todos_parecen_nuevos() -> None:
    semana = contar(FICHAS, ventas=VENTAS)
    assert any("las ventas empiezan el 03/11/2026" in laguna for laguna in semana.lagunas)


def test_el_orden_de_las_filas_no_cambia_nada() -> None:
    def al_reves(texto: str) -> str:
        cabecera, *filas = texto.strip().splitlines()
        return "\n".join([cabecera, *reversed(filas)])

    hojas = {"contactos": CONTACTOS, "ventas": VENTAS, "propuestas": PROPUESTAS}
    una = contar(FICHAS, **hojas)
    otra = contar(al_reves(FICHAS), **{h: al_reves(t) for h, t in hojas.items()})
    assert una.resumen == otra.resumen
    assert una.bloques == otra.bloques
    assert una.conversion == otra.conversion
