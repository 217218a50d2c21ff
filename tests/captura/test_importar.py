"""Qué se hace con cada fila de una lista: nueva, completa la suya, choca con ella o no entra."""

from __future__ import annotations

import datetime as dt

import pytest
from lista_de_texto import (
    HOY,
    REGISTRO,
    aplicada,
    importar_texto,
    lista_de,
    por_que,
    textos,
)
from registro_de_texto import registro_de

from clientesctl.captura.importar_opciones import FaltaHasta, Opciones
from clientesctl.captura.importar_plan import planear
from clientesctl.registro.politicas import Politicas

OLGA = "NOMBRE|APELLIDO_1|APELLIDO_2|CODIGO_POSTAL|MOVIL|EMAIL\n"


def test_una_ficha_nueva_entra_limpia_con_su_id_y_su_dia() -> None:
    (nueva,) = importar_texto(OLGA + "olga|zabaleta|arana|48001|+34655443322|").nuevas
    assert textos(nueva.datos) == {
        "nombre": "OLGA", "apellido_1": "ZABALETA", "apellido_2": "ARANA",
        "codigo_postal": "48001", "provincia": "VIZCAYA", "movil": "655 443 322",
        "etapa": "INICIAL", "fecha_captura": "2026-11-26",
    }  # fmt: skip
    plan = planear(importar_texto(OLGA + "olga|zabaleta|arana|48001|655443322|"), Opciones(HOY))
    dadas = [c.despues.texto for c in plan.cambios if c.hoja == "CLIENTES" and c.columna == "id"]
    assert dadas == ["C-5"]


def test_lo_que_se_dice_en_la_orden_vale_para_quien_no_dice_otro() -> None:
    lista = OLGA.strip() + "|MEDIO\nOLGA|ZABALETA|ARANA|48001|655443322||RADIO\n"
    (nueva,) = importar_texto(
        lista + "MARIO|IBARRA|SANZ|24001|677001122||", origen="SEGUNDA", hasta=dt.date(2027, 1, 1),
        medio="FERIA", punto="LEÓN", obtenido=dt.date(2026, 11, 20),
    ).nuevas[:1]  # fmt: skip
    assert nueva.datos["medio"].texto == "RADIO"
    assert nueva.datos["origen_datos"].texto == "SEGUNDA"
    assert nueva.datos["caduca_el"].texto == "2027-01-01"
    assert nueva.datos["punto_recogida"].texto == "LEÓN"
    assert nueva.datos["fecha_alta"].texto == "2026-11-20"


def test_los_datos_de_otro_piden_hasta_cuando() -> None:
    with pytest.raises(FaltaHasta, match="--hasta"):
        Opciones(HOY, origen="TERCERA")
    lista = OLGA.strip() + "|ORIGEN_DATOS|CADUCA_EL\nOLGA|ZABALETA|ARANA|48001|655443322||"
    assert "hasta cuándo" in por_que(importar_texto(lista + "TERCERA|"))[2]
    assert not por_que(importar_texto(lista + "TERCERA|f:2026-11-26"))
    pasada = importar_texto(lista + "PRIMERA|f:2026-11-25")
    assert "no se pueden usar: caducaron el 25/11/2026" in por_que(pasada)[2]


def test_a_quien_ya_esta_solo_se_le_llena_lo_vacio() -> None:
    lista = OLGA + "Nuria|Casals|Vidal|42001|+34 699 11 22 33|nuria@ejemplo.es"
    importacion = importar_texto(lista, medio="FERIA", origen="SEGUNDA", hasta=dt.date(2027, 1, 1))
    (hecha,) = importacion.actualizadas
    assert textos(hecha.escribe) == {"email": "nuria@ejemplo.es"}
    assert not hecha.choques
    assert not importacion.nuevas


def test_lo_igual_escrito_de_otra_manera_no_es_conflicto() -> None:
    lista = """
NOMBRE|APELLIDO_1|APELLIDO_2|CALLE|NUMERO|PROVINCIA|CODIGO_POSTAL|MOVIL|EMAIL
José|García|López|C/ Mayor, 3||Comunidad de Madrid|28001|+34913334455|PEPE@EJEMPLO.ES
"""
    importacion = importar_texto(lista, respuestas={0: "C-1"})
    (hecha,) = importacion.actualizadas
    assert not hecha.escribe
    assert not hecha.choques
    assert importacion.iguales == 1


def test_lo_que_choca_se_ensena_y_no_se_pisa_sin_pedirlo() -> None:
    lista = (
        OLGA + "Rosario|Teruel|Osuna|30002|968334455|\nPepe|García|López||913334455|otro@ejemplo.es"
    )
    importacion = importar_texto(lista)
    chocan = {
        (c.campo, c.antes.texto, c.trae.texto) for a in importacion.conflictos for _, c in a.choques
    }
    assert chocan == {
        ("codigo_postal", "30001", "30002"),
        ("email", "pepe@ejemplo.es", "otro@ejemplo.es"),
    }
    gana = importar_texto(lista, preferir=frozenset({"email"}))
    assert [textos(a.pisa) for a in gana.actualizadas] == [{}, {"email": "otro@ejemplo.es"}]


def test_el_telefono_que_no_cabe_va_al_segundo_si_hay_columna_y_esta_libre() -> None:
    registro = REGISTRO.replace("|OBSERVACIONES", "|TELEFONO_2")
    lista = (
        "NOMBRE|APELLIDO_1|APELLIDO_2|EMAIL|TELEFONO\nPEPE|GARCÍA|LÓPEZ|pepe@ejemplo.es|915556677"
    )
    (hecha,) = importar_texto(lista, registro).actualizadas
    assert textos(hecha.completa) == {"telefono_2": "915 556 677"}
    (sin_columna,) = importar_texto(lista).actualizadas
    assert not sin_columna.completa
    assert [c.campo for _, c in sin_columna.choques] == ["telefono"]


def test_la_direccion_no_se_mezcla_con_la_de_otra_casa() -> None:
    registro = REGISTRO.replace("|MADRID|MADRID|28001|", "|||28001|")
    lista = (
        "NOMBRE|APELLIDO_1|APELLIDO_2|CALLE|CIUDAD|TELEFONO|EMAIL\n"
        "PEPE|GARCÍA|LÓPEZ|CALLE LUNA|BURGOS|913334455|pepe@ejemplo.es"
    )
    (hecha,) = importar_texto(lista, registro).actualizadas
    assert [c.campo for _, c in hecha.choques] == ["calle"]
    assert "ciudad" not in hecha.completa


def test_la_que_quiza_es_alguien_que_ya_esta_espera_a_una_persona() -> None:
    lista = OLGA + "R.|Teruel||30001|968334455|"
    importacion = importar_texto(lista)
    assert "podría ser C-4" in por_que(importacion)[2]
    assert importar_texto(lista, dudosas="nuevas").nuevas
    (suya,) = importar_texto(lista, respuestas={0: "c-4"}).actualizadas
    assert suya.ficha == 3
    (nueva,) = importar_texto(lista, respuestas={0: "NUEVA"}).nuevas
    assert nueva.distinta_de == (3,)


def test_decir_que_es_nueva_deja_escrito_que_no_es_la_otra() -> None:
    importacion = importar_texto(OLGA + "R.|Teruel||30001|968334455|", respuestas={0: "NUEVA"})
    distintos = aplicada(importacion).tabla("DISTINTOS")
    assert distintos is not None
    assert (distintos.texto("id_a", 0), distintos.texto("id_b", 0)) == ("C-4", "C-5")


def test_el_documento_de_otra_ficha_no_entra_dos_veces() -> None:
    lista = "NOMBRE|APELLIDO_1|APELLIDO_2|ID_FISCAL|MOVIL\nANA|GIL|SANZ|B-12345674|622334455"
    assert "es ya de C-3 (FERRETERÍA ALCARAVÁN, S.L.)" in por_que(importar_texto(lista))[2]


def test_el_documento_de_otra_de_la_lista_tampoco() -> None:
    lista = (
        "NOMBRE|APELLIDO_1|APELLIDO_2|ID_FISCAL|MOVIL\nANA|GIL|SANZ|99999018D|622334455\n"
        "HUGO|LARA|PINO|99.999.018-D|677889900"
    )
    importacion = importar_texto(lista)
    assert len(importacion.nuevas) == 1
    assert "es ya de la fila 2 de la misma lista, que no parece la misma" in por_que(importacion)[3]


def test_un_id_del_registro_vale_si_el_nombre_concuerda() -> None:
    lista = "ID|NOMBRE|APELLIDO_1|APELLIDO_2|EMAIL\nC-2|NURIA|CASALS||nuria@ejemplo.es\n"
    (hecha,) = importar_texto(lista).actualizadas
    assert hecha.ficha == 1
    otra = importar_texto(lista + "C-4|MARIO|IBARRA|SANZ|mario@ejemplo.es")
    assert "el ID «C-4» es en el registro de C-4 (ROSARIO TERUEL OSUNA)" in por_que(otra)[3]


def test_los_id_de_otra_numeracion_no_cuentan() -> None:
    filas = "".join(
        f"C-{i % 4 + 1}|{nombre}|IBARRA|{apellido}|6770011{i:02}\n"
        for i, (nombre, apellido) in enumerate(
            [
                ("MARIO", "SANZ"),
                ("EVA", "MORA"),
                ("HUGO", "LARA"),
                ("INÉS", "PINO"),
                ("SARA", "VEGA"),
            ]
        )
    )
    importacion = importar_texto("ID|NOMBRE|APELLIDO_1|APELLIDO_2|MOVIL\n" + filas)
    assert not [r for r in importacion.rechazadas if r.razones[0].causa == "id"]


def test_las_que_son_la_misma_en_la_lista_son_una_sola_alta() -> None:
    lista = (
        OLGA
        + "OLGA|ZABALETA|ARANA|48001|655443322|\n"
        + "Olga|Zabaleta|Arana|48001|655 44 33 22|olga@ejemplo.es"
    )
    (nueva,) = importar_texto(lista).nuevas
    assert nueva.filas == (0, 1)
    assert nueva.datos["email"].texto == "olga@ejemplo.es"


def test_dos_filas_que_chocan_dejan_lo_primero_y_se_dice() -> None:
    lista = (
        OLGA + "OLGA|ZABALETA|ARANA|48001|655443322|olga@ejemplo.es\n"
        "OLGA|ZABALETA|ARANA|48001|655443322|otra@ejemplo.es"
    )
    (nueva,) = importar_texto(lista).nuevas
    assert nueva.datos["email"].texto == "olga@ejemplo.es"
    assert [(c.campo, c.trae.texto) for c in nueva.choques] == [("email", "otra@ejemplo.es")]


def test_un_obligatorio_vacio_solo_rechaza_si_la_lista_lo_trae() -> None:
    con = importar_texto(OLGA + "OLGA|ZABALETA|ARANA||655443322|\nEVA|MORA|SANZ|48001|677889900|")
    assert "código postal" in por_que(con)[2]
    agenda = "NOMBRE|APELLIDO_1|APELLIDO_2|MOVIL\nOLGA|ZABALETA|ARANA|655443322"
    sin = importar_texto(agenda)
    assert len(sin.nuevas) == 1
    assert sin.faltan == {"codigo_postal": 1}
    assert not importar_texto(OLGA + "OLGA|ZABALETA|ARANA||655443322|", incompletas=True).rechazadas


def test_sin_nombre_o_sin_modo_de_llegar_no_entra_nadie() -> None:
    importacion = importar_texto(
        "NOMBRE|APELLIDO_1|CIUDAD|MOVIL\n||BURGOS|655443322\nOLGA|ZABALETA|BURGOS|",
        incompletas=True,
        politicas=Politicas(reglas_apagadas=frozenset({"dato_obligatorio_vacio"})),
    )
    assert "no se sabe quién es" in por_que(importacion)[2]
    assert "no hay cómo llegar" in por_que(importacion)[3]


def test_un_dato_malo_no_entra_pero_no_estorba_a_quien_ya_lo_tiene_bueno() -> None:
    lista = OLGA + "EVA|MORA|SANZ|48001|677889900|eva@\nPEPE|GARCÍA|LÓPEZ|28001|913334455|pepe@"
    importacion = importar_texto(lista)
    assert "EMAIL: " in por_que(importacion)[2]
    assert 3 not in por_que(importacion)


def test_un_nombre_que_se_parte_de_dos_maneras_se_deja_escrito_para_mirarlo() -> None:
    lista = "NOMBRE_COMPLETO|MOVIL\nMARTÍN ALONSO|655443322\nOLGA ZABALETA ARANA|677889900"
    importacion = importar_texto(lista)
    (rechazada,) = importacion.rechazadas
    assert textos(rechazada.datos) == {
        "nombre": "MARTÍN", "apellido_1": "ALONSO", "movil": "655 443 322", "tipo": "PERSONA",
    }  # fmt: skip
    assert len(importar_texto(lista, partir_nombres=True).nuevas) == 2


def test_en_un_registro_de_nombres_enteros_no_hay_nada_que_partir() -> None:
    registro = "ID|NOMBRE_COMPLETO|MOVIL\n1|LUIS SANZ PINO|611223344\n2|EVA MORA GIL|622334455"
    (nueva,) = importar_texto("NOMBRE_COMPLETO|MOVIL\nMARTÍN ALONSO|655443322", registro).nuevas
    assert textos(nueva.datos) == {"nombre_completo": "MARTÍN ALONSO", "movil": "655443322"}


def test_lo_que_no_tiene_columna_se_dice_y_con_todo_va_a_observaciones() -> None:
    lista = OLGA.strip() + "|Stand\nOLGA|ZABALETA|ARANA|48001|655443322||12"
    assert importar_texto(lista).sin_traer == {"Stand": 1}
    (nueva,) = importar_texto(lista, todo=True).nuevas
    assert nueva.datos["observaciones"].texto == "STAND: 12"


def test_las_contrasenas_no_se_traen_nunca() -> None:
    lista = OLGA.strip() + "|CONTRASEÑA\nOLGA|ZABALETA|ARANA|48001|655443322||olga1985"
    importacion = importar_texto(lista, todo=True)
    assert "observaciones" not in importacion.nuevas[0].datos
    assert not importacion.sin_traer


def test_la_columna_que_el_registro_tiene_con_esa_cabecera_se_llena() -> None:
    registro = REGISTRO.replace("OBSERVACIONES", "Stand")
    lista = OLGA.strip() + "|STAND\nOLGA|ZABALETA|ARANA|48001|655443322||12"
    (nueva,) = importar_texto(lista, registro).nuevas
    assert nueva.datos["Stand"].texto == "12"


def test_lo_que_se_consintio_va_a_su_hoja_con_de_donde_sale() -> None:
    lista = OLGA.strip() + "|CONSENTIMIENTO\nOLGA|ZABALETA|ARANA|48001|655443322||Sí\n"
    importacion = importar_texto(lista + "EVA|MORA|SANZ|48001|677889900||")
    consentimientos = aplicada(importacion, obtenido=dt.date(2026, 11, 20)).tabla("CONSENTIMIENTOS")
    assert consentimientos is not None
    assert len(consentimientos) == 1
    datos = {c: consentimientos.texto(c, 0) for c in ("id_cliente", "otorgado", "fuente", "fecha")}
    assert datos == {
        "id_cliente": "C-5", "otorgado": "SI", "fuente": "feria.xlsx, fila 2",
        "fecha": "2026-11-20",
    }  # fmt: skip


def test_los_permisos_de_un_impreso_llevan_su_canal_su_para_que_y_su_version() -> None:
    impreso = (
        "NOMBRE|APELLIDO_1|CODIGO_POSTAL|MOVIL|CONSIENTE_LLAMADA|CONSIENTE_CORREO|VERSION_TEXTO\n"
        "OLGA|ZABALETA|48001|655443322|SI|NO|T-2026-3f2a"
    )
    hoja = aplicada(importar_texto(impreso)).tabla("CONSENTIMIENTOS")
    assert hoja is not None
    campos = ("canal", "finalidad", "otorgado", "version_texto")
    assert [tuple(hoja.texto(c, i) for c in campos) for i in range(len(hoja))] == [
        ("TELEFONO", "INFORMACIÓN COMERCIAL", "SI", "T-2026-3f2a"),
        ("CORREO", "INFORMACIÓN COMERCIAL", "NO", "T-2026-3f2a"),
    ]


def test_lo_importado_se_reconoce_aunque_cambie_el_fichero_y_el_orden() -> None:
    filas = [
        "OLGA|ZABALETA|ARANA|48001|655443322|",
        "Nuria|Casals|Vidal|42001|699112233|n@ejemplo.es",
    ]
    quedo = aplicada(importar_texto(OLGA + "\n".join(filas)))
    otra = importar_texto([lista_de(OLGA + "\n".join(filas[::-1]), "copia.csv")], quedo)
    assert otra.ya == 2
    assert not planear(otra, Opciones(HOY))
    de_nuevo = importar_texto(OLGA + "\n".join(filas), quedo, de_nuevo=True)
    assert de_nuevo.ya == 0
    assert not planear(de_nuevo, Opciones(HOY, de_nuevo=True))


def test_la_dudosa_sigue_siendolo_hasta_que_alguien_la_decide() -> None:
    lista = OLGA + "R.|Teruel||30001|968334455|\nOLGA|ZABALETA|ARANA|48001|655443322|"
    quedo = aplicada(importar_texto(lista))
    otra = importar_texto(lista, quedo)
    assert "quedó por decidir" in por_que(otra)[2] or "podría ser C-4" in por_que(otra)[2]
    assert not planear(otra, Opciones(HOY))
    (suya,) = importar_texto(lista, quedo, respuestas={0: "C-4"}).actualizadas
    assert suya.ficha == 3


def test_una_rechazada_vuelve_con_su_decision_y_su_huella() -> None:
    lista = OLGA + "R.|Teruel||30001|968334455|"
    huella = importar_texto(lista).lista.huellas[0]
    vuelta = (
        "ES|QUÉ HACER|HUELLA|VIENE DE|NOMBRE|APELLIDO_1|CODIGO_POSTAL|MOVIL\n"
        f"C-4|escriba|{huella}|feria.xlsx, fila 2|ROSA|TERUEL|30001|655443322"
    )
    importacion = importar_texto([lista_de(vuelta, "rechazadas-feria.xlsx")])
    (hecha,) = importacion.actualizadas
    assert textos(hecha.escribe) == {"movil": "655 443 322"}
    importados = aplicada(importacion).tabla("IMPORTADOS")
    assert importados is not None
    assert importados.texto("origen", 0) == "feria.xlsx, fila 2"
    assert importados.texto("huella", 0) == huella


def test_es_con_lo_que_no_es_un_id_se_dice() -> None:
    vuelta = "ES|QUÉ HACER|HUELLA|NOMBRE|APELLIDO_1|MOVIL\nC-99|x|a1|ROSA|TERUEL|655443322"
    assert "ES dice «C-99»" in por_que(importar_texto(vuelta))[2]


def test_una_formula_no_se_completa() -> None:
    ficha = "NOMBRE|APELLIDO_1|APELLIDO_2|MOVIL|ID_FISCAL|EMAIL"
    registro = f"ID|{ficha}\nC-1|OLGA|ZABALETA|ARANA|655443322|12345678Z|=?:"
    (hecha,) = importar_texto(
        f"{ficha}\nOLGA|ZABALETA|ARANA|655443322|12345678Z|olga@ejemplo.es", registro
    ).actualizadas
    assert not hecha.escribe
    assert [c.antes.texto for _, c in hecha.choques] == ["(lo calcula una fórmula)"]


def test_la_absorbida_completa_a_la_que_quedo() -> None:
    registro = """
ID|NOMBRE|APELLIDO_1|APELLIDO_2|MOVIL|EMAIL|FUSIONADO_EN
C-1|INÉS|LEDESMA|JARA|655443322||C-2
C-2|INÉS|LEDESMA|JARA|||
"""
    lista = "NOMBRE|APELLIDO_1|APELLIDO_2|MOVIL|EMAIL\nINÉS|LEDESMA|JARA|655443322|ines@ejemplo.es"
    (hecha,) = importar_texto(lista, registro).actualizadas
    assert hecha.ficha == 1
    assert hecha.completa["email"].texto == "ines@ejemplo.es"


@pytest.mark.parametrize(
    ("pais", "movil", "codigo", "queda"),
    [
        ("MX", "044 55 1234 5678", "06700", "55 1234 5678"),
        ("PY", "0981 123456", "1209", "0981 123 456"),
    ],
)
def test_cada_pais_con_sus_telefonos(pais: str, movil: str, codigo: str, queda: str) -> None:
    lista = lista_de(OLGA + f"OLGA|ZABALETA|ARANA|{codigo}|{movil}|", pais=pais)
    (nueva,) = importar_texto([lista], registro_de(REGISTRO, pais)).nuevas
    assert nueva.datos["movil"].texto.replace(" ", "") == queda.replace(" ", "")


def test_la_ficha_de_otro_pais_dice_de_cual_es() -> None:
    lista = lista_de(OLGA + "OLGA|ZABALETA|ARANA|06700|55 1234 5678|", pais="MX")
    (nueva,) = importar_texto([lista]).nuevas
    assert nueva.datos["pais"].texto == "MX"
    (de_aqui,) = importar_texto(OLGA + "OLGA|ZABALETA|ARANA|48001|655443322|").nuevas
    assert "pais" not in de_aqui.datos
