"""Cada ejemplo de lo que es y no es un doble, sobre registros de pocas líneas."""

from __future__ import annotations

from tabla_de_texto import dobles, grupos

from clientesctl.duplicados import Dobles


def test_las_cinco_maneras_de_escribir_ibm_son_una_empresa() -> None:
    assert grupos(
        """
        razon_social
        IBM
        I.B.M
        I BM
        I-B-M
        IBM S.A.
        TALLERES RUIZ
        SEUR
        """
    ) == [(0, 1, 2, 3, 4)]


def test_una_lista_de_empresas_sin_mas_datos_se_agrupa_por_su_nombre() -> None:
    assert grupos(
        """
        razon_social
        Suministros Alcaraván, S.L.
        ALCARAVAN SUMINISTROS SL
        Suministros Alcarabán
        Suministros Garza, S.L.
        Talleres Mecánicos Xirimiri SLU
        TALLERES MECANICOS XIRIMIRI
        Bodegas Xirimiri
        """
    ) == [(0, 1, 2), (4, 5)]


def test_las_siglas_valen_por_el_nombre_entero() -> None:
    assert grupos(
        """
        razon_social | telefono
        FCC | 913595400
        Fomento de Construcciones y Contratas S.A. | 91 359 54 00
        Ferretería Luna | 913595401
        """
    ) == [(0, 1)]


def test_una_sociedad_de_palabras_corrientes_no_basta() -> None:
    assert grupos(
        """
        razon_social
        Construcciones García
        Construcciones García
        Transportes López
        """
    ) in ([], [(0, 1)])


def test_juan_y_ana_en_la_misma_casa_son_dos() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | calle | numero | codigo_postal | telefono
            JUAN | GARCÍA | LÓPEZ | CALLE MAYOR | 3 | 28001 | 913334455
            ANA | GARCÍA | LÓPEZ | CALLE MAYOR | 3 | 28001 | 913334455
            """
        )
        == []
    )


def test_dos_hermanos_de_nombre_compuesto_son_dos() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | calle | numero | codigo_postal | telefono
            JOSÉ LUIS | GARCÍA | LÓPEZ | CALLE MAYOR | 3 | 28001 | 913334455
            JOSÉ ANTONIO | GARCÍA | LÓPEZ | CALLE MAYOR | 3 | 28001 | 913334455
            """
        )
        == []
    )


def test_dos_nombres_que_se_parecen_siguen_siendo_dos() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | calle | numero | codigo_postal | telefono
            JUAN | ZABALA | RUIZ | CALLE MAYOR | 3 | 28001 | 913334455
            JUANA | ZABALA | RUIZ | CALLE MAYOR | 3 | 28001 | 913334455
            MARIO | PINO | SANZ | CALLE LUNA | 8 | 28004 | 917778899
            MARÍA | PINO | SANZ | CALLE LUNA | 8 | 28004 | 917778899
            """
        )
        == []
    )


def test_los_mellizos_con_el_correo_de_su_madre_son_dos() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | fecha_nacimiento | calle | numero | movil | email
            LÍA | OSUNA | VERA | 04/05/2016 | CALLE MAYOR | 3 | 612334455 | madre@ejemplo.es
            LEO | OSUNA | VERA | 04/05/2016 | CALLE MAYOR | 3 | 612334455 | madre@ejemplo.es
            """
        )
        == []
    )


def test_dos_empresas_del_mismo_nombre_con_todo_lo_demas_distinto_son_dos() -> None:
    assert (
        grupos(
            """
            razon_social | calle | numero | ciudad | telefono | email
            CLÍNICA DENTAL ALBOR, S.L. | CALLE MAYOR | 3 | SORIA | 975111222 | albor@ejemplo.es
            CLÍNICA DENTAL ALBOR, S.L. | CALLE LUNA | 28 | SORIA | 975333444 | citas@ejemplo.com
            """
        )
        == []
    )


def test_padre_e_hijo_del_mismo_nombre_se_separan_por_la_fecha() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | fecha_nacimiento | calle | numero | telefono
            MANUEL | OSUNA | VERA | 12/03/1950 | CALLE MAYOR | 3 | 913334455
            MANUEL | OSUNA | VERA | 12/03/1980 | CALLE MAYOR | 3 | 913334455
            """
        )
        == []
    )


def test_padre_e_hijo_del_mismo_nombre_se_separan_por_el_documento() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | id_fiscal | calle | numero | telefono
            MANUEL | OSUNA | VERA | 45678901G | CALLE MAYOR | 3 | 913334455
            MANUEL | OSUNA | VERA | 87654321X | CALLE MAYOR | 3 | 913334455
            """
        )
        == []
    )


def test_madre_e_hija_del_mismo_nombre_no_se_funden_solas_por_una_errata() -> None:
    encontrados = dobles(
        """
        nombre | apellido_1 | apellido_2 | calle | numero | telefono | email
        DOLORES | JIMÉNEZ | PÉREZ | CALLE ARAGÓN | 64 | 931583534 | casa@ejemplo.es
        DOLORES | JIMNEZ | MEDINA | CALLE ARAGÓN | 64 | 931583534 | casa@ejemplo.es
        """
    )
    assert all(par.probabilidad < 0.99 for par in encontrados.pares)


def test_pepe_es_jose() -> None:
    assert grupos(
        """
        nombre | apellido_1 | apellido_2 | telefono
        PEPE | GARCÍA | LÓPEZ | 612345678
        JOSÉ | GARCÍA | LÓPEZ | 612 34 56 78
        ANA | PRIETO | GIL | 699887766
        """
    ) == [(0, 1)]


def test_garsia_lopes_es_garcia_lopez() -> None:
    assert grupos(
        """
        nombre | apellido_1 | apellido_2 | email
        LUIS | GARSIA | LOPES | luisgl@ejemplo.es
        LUIS | GARCÍA | LÓPEZ | luisgl@ejemplo.es
        LUIS | GARCÍA | PÉREZ | otro@ejemplo.es
        """
    ) == [(0, 1)]


def test_apellidos_cruzados_son_la_misma_persona() -> None:
    encontrados = dobles(
        """
        nombre | apellido_1 | apellido_2 | telefono
        ELENA | QUIROGA | BLANCO | 612345678
        ELENA | BLANCO | QUIROGA | 612345678
        """
    )
    assert [g.posiciones for g in encontrados.grupos] == [(0, 1)]
    assert ("apellidos", "cruzado") in {(r.campo, r.nivel) for r in encontrados.pares[0].razones}


def test_falta_el_segundo_apellido() -> None:
    assert grupos(
        """
        nombre | apellido_1 | apellido_2 | movil
        ROSARIO | IBARRA | CANO | 612345678
        ROSARIO | IBARRA | | 612345678
        """
    ) == [(0, 1)]


def test_ma_es_maria() -> None:
    assert grupos(
        """
        nombre | apellido_1 | apellido_2 | telefono
        Mª CARMEN | RUIZ | SOLER | 913334455
        MARÍA DEL CARMEN | RUIZ | SOLER | 913334455
        M.ª JOSÉ | VIDAL | POZO | 914445566
        MARIA JOSE | VIDAL | POZO | 914445566
        """
    ) == [(0, 1), (2, 3)]


def test_dos_jose_garcia_lopez_sin_mas_no_bastan() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2
            JOSÉ | GARCÍA | LÓPEZ
            JOSÉ | GARCÍA | LÓPEZ
            """
        )
        == []
    )


def test_un_nombre_entero_raro_repetido_basta() -> None:
    assert grupos(
        """
        nombre | apellido_1 | apellido_2
        EVARISTO | ZUBIZARRETA | OLAECHEA
        EVARISTO | ZUBIZARRETA | OLAECHEA
        JOSÉ | GARCÍA | LÓPEZ
        """
    ) == [(0, 1)]


def test_el_mismo_documento_con_nombre_compatible_es_un_doble() -> None:
    assert grupos(
        """
        nombre | apellido_1 | apellido_2 | id_fiscal
        FRANCISCO | MORA | GIL | 45678901G
        PACO | MORA | | 45.678.901-G
        LUISA | MORA | GIL | 87654321X
        """
    ) == [(0, 1)]


def test_un_documento_generico_no_prueba_nada() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | id_fiscal
            FRANCISCO | MORA | GIL | XAXX010101000
            LUISA | PONCE | TORO | XAXX010101000
            MARIO | LEAL | CANO | XAXX010101000
            """,
            "MX",
        )
        == []
    )


def test_un_telefono_de_relleno_no_prueba_nada() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | telefono
            CARLOS | RUIZ | 666666666
            CARLOS | RUIZ | 666666666
            """
        )
        == []
    )


def test_info_repetido_en_todas_partes_no_prueba_nada() -> None:
    nombres = ("LUNA", "SOLER", "PRADO", "VEGA", "RIOJA", "TAJO", "SEGRE", "TURIA")
    filas = "\n".join(f"MODAS {n} | info@centrocomercial.es" for n in nombres)
    assert grupos(f"razon_social | email\n{filas}") == []


def test_una_persona_y_su_empresa_son_dos() -> None:
    assert (
        grupos(
            """
            tipo | nombre | apellido_1 | razon_social | telefono
            PERSONA | RAMIRO | ESQUIVEL | | 913334455
            EMPRESA | | | RAMIRO ESQUIVEL S.L. | 913334455
            """
        )
        == []
    )


def test_faltar_no_cuenta_en_contra() -> None:
    assert grupos(
        """
        nombre | apellido_1 | apellido_2 | id_fiscal | telefono | email | fecha_nacimiento
        BEGOÑA | TERUEL | MAS | 45678901G | | | 01/02/1970
        BEGOÑA | TERUEL | MAS | 45678901G | 913334455 | bego@ejemplo.es |
        """
    ) == [(0, 1)]


def test_el_fijo_de_uno_puede_ser_el_movil_del_otro() -> None:
    assert grupos(
        """
        nombre | apellido_1 | apellido_2 | telefono | movil
        NURIA | CASALS | VIDAL | 612345678 |
        NURIA | CASALS | VIDAL | 931112233 | +34 612 345 678
        """
    ) == [(0, 1)]


def test_dia_y_mes_cruzados_son_la_misma_fecha() -> None:
    assert grupos(
        """
        nombre | apellido_1 | apellido_2 | fecha_nacimiento
        IRENE | ALCÁZAR | MONTES | 1985-03-12
        IRENE | ALCÁZAR | MONTES | 1985-12-03
        """
    ) == [(0, 1)]


def test_los_nombres_en_una_sola_columna_tambien_se_entienden() -> None:
    assert grupos(
        """
        nombre_completo | telefono
        María José Pérez Quintana | 612345678
        PEREZ QUINTANA, MARIA JOSE | 612345678
        Talleres Quintana S.L. | 612345678
        Javier Pérez Quintana | 612345678
        """
    ) == [(0, 1)]


def test_los_nombres_en_ingles_tambien() -> None:
    assert grupos(
        """
        nombre | apellido_1 | fecha_nacimiento | ciudad | email
        Robert | Allen | 1971-06-24 | London | roberta25@smith.net
        Rob | Alen | 1971-05-24 | Lonon | roberta25@smith.net
        Grace | Kelly | 1991-04-26 | Hull | grace.kelly52@jones.com
        """,
        "",
    ) == [(0, 1)]


def test_la_ficha_absorbida_no_entra() -> None:
    assert (
        grupos(
            """
            id | nombre | apellido_1 | apellido_2 | telefono | fusionado_en
            C-1 | NURIA | CASALS | VIDAL | 612345678 |
            C-2 | NURIA | CASALS | VIDAL | 612345678 | C-1
            """
        )
        == []
    )


def test_la_pareja_declarada_distinta_no_se_repite() -> None:
    texto = """
        id | nombre | apellido_1 | apellido_2 | telefono
        C-1 | NURIA | CASALS | VIDAL | 612345678
        C-2 | NURIA | CASALS | VIDAL | 612345678
        """
    assert grupos(texto) == [(0, 1)]
    assert grupos(texto, distintos=frozenset({(0, 1)})) == []


def test_un_registro_sin_fichas_o_con_una_no_tiene_dobles() -> None:
    assert dobles("nombre | apellido_1\nANA | GIL") == Dobles((), ())


def test_las_filas_sin_nombre_ni_datos_no_son_dobles() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | ciudad
            | | MADRID
            | | MADRID
            ANA | GIL | MADRID
            """
        )
        == []
    )


def test_una_sucursal_no_es_un_doble_de_la_central() -> None:
    assert (
        grupos(
            """
            razon_social | id_fiscal | ciudad | telefono | email
            RIEGOS XIRIMIRI SA | A58818501 | BARCELONA | 937194484 | bcn@xirimiri.example
            RIEGOS XIRIMIRI SA | A58818501 | ALMERÍA | 950685370 | almeria@xirimiri.example
            """
        )
        == []
    )


def test_dos_empresas_que_solo_difieren_en_el_numero_son_dos() -> None:
    assert grupos("razon_social\nINVERSIONES XIRIMIRI II\nINVERSIONES XIRIMIRI III") == []


def test_la_forma_juridica_no_junta_ni_separa_por_si_sola() -> None:
    assert grupos("razon_social\nQUERANDI LIMITED\nQUERANDI LTD\nTOBOSO LIMITED") == [(0, 1)]


def test_el_apellido_mal_codificado_se_entiende() -> None:
    assert grupos(
        """
        nombre | apellido_1 | apellido_2 | telefono
        OLGA | MUÃ‘OZ | SALAZAR | 612345678
        OLGA | MUÑOZ | SALAZAR | 612345678
        """
    ) == [(0, 1)]


def test_un_documento_con_una_errata_no_es_otro_documento() -> None:
    assert grupos(
        """
        nombre | apellido_1 | apellido_2 | id_fiscal
        ROCÍO | ALBERDI | PONS | 45678901G
        ROCÍO | ALBERDI | PONS | 45678991G
        """
    ) == [(0, 1)]


def test_un_correo_personal_igual_pesa_mas_que_uno_corriente() -> None:
    otros = ("SOLER", "PRADO", "VEGA", "RIOJA", "TAJO", "SEGRE")
    filas = [f"JUAN | {apellido} | info@centro.example" for apellido in otros]
    texto = "nombre | apellido_1 | email\n" + "\n".join(filas)
    texto += "\nLUZ | ARANA | luz@casa.example\nLUZ | ARANA | luz@casa.example"
    texto += "\nEVA | ARANA | info@centro.example\nEVA | ARANA | info@centro.example"
    pesos = {
        (par.a, par.b): {r.campo: r.peso for r in par.razones}
        for par in dobles(texto, umbral=0.001).pares
    }
    assert pesos[(6, 7)]["email"] > pesos[(8, 9)]["email"] + 4


def test_las_razones_van_de_la_que_mas_pesa_a_la_que_mas_resta() -> None:
    par = dobles(
        """
        nombre | apellido_1 | apellido_2 | id_fiscal | telefono
        PEPE | IBARRA | CANO | 45678901G | 913334455
        JOSÉ | IBARRA | CANO | 45678901G | 917778899
        """
    ).pares[0]
    assert [r.peso for r in par.razones] == sorted((r.peso for r in par.razones), reverse=True)
    assert {(r.campo, r.a, r.b, r.nivel) for r in par.razones} >= {
        ("nombre", "PEPE", "JOSÉ", "hipocoristico"),
        ("telefono", "913334455", "917778899", "distinto"),
    }


def test_jose_maria_y_maria_jose_son_dos() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | calle | numero | codigo_postal | telefono
            JOSÉ MARÍA | PINO | SANZ | CALLE LUNA | 8 | 28004 | 917778899
            MARÍA JOSÉ | PINO | SANZ | CALLE LUNA | 8 | 28004 | 917778899
            """
        )
        == []
    )


def test_el_que_dice_ser_el_hijo_no_es_el_padre() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | calle | numero | telefono | email
            EMILIO | LOZANO | DÍEZ | CALLE LUNA | 8 | 917778899 | casa@ejemplo.es
            EMILIO (HIJO) | LOZANO | DÍEZ | CALLE LUNA | 8 | 917778899 | casa@ejemplo.es
            """
        )
        == []
    )


def test_dos_rfc_con_otra_fecha_dentro_son_dos_personas() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | id_fiscal | calle | numero | telefono
            RAUL | ROSAS | PINO | ROPR500201XX1 | CALLE LUNA | 8 | 5512345678
            RAUL | ROSAS | PINO | ROPR800905XX2 | CALLE LUNA | 8 | 5512345678
            """,
            "MX",
        )
        == []
    )


def test_dos_secciones_de_un_negocio_no_se_funden_solas() -> None:
    (par,) = dobles(
        """
        razon_social | calle | numero | ciudad | telefono | email
        AUTOESCUELA RÍO SECC. A | CALLE MAYOR | 3 | SORIA | 975111222 | rio@ejemplo.es
        AUTOESCUELA RÍO SECC. B | CALLE MAYOR | 3 | SORIA | 975111222 | rio@ejemplo.es
        """,
        umbral=0.01,
    ).pares
    assert par.probabilidad < 0.99


def test_dos_companeros_con_las_senas_de_su_empresa_son_dos() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | calle | numero | telefono | email
            JUAN | GARCÍA | LÓPEZ | CALLE MAYOR | 3 | 975111222 | info@ejemplo.es
            JUAN | RIVERA | SANTOS | CALLE MAYOR | 3 | 975111222 | info@ejemplo.es
            NURIA | SOLER | PONS | CALLE MAYOR | 3 | 975111222 | info@ejemplo.es
            """
        )
        == []
    )


def test_otro_nombre_con_el_mismo_documento_no_se_funde_solo() -> None:
    pares = dobles(
        """
        nombre | apellido_1 | apellido_2 | id_fiscal | calle | numero | telefono
        CYNTHIA | BRAVO | GIL | 45678901G | CALLE MAYOR | 3 | 975111222
        PATRICIO | BRAVO | GIL | 45678901G | CALLE MAYOR | 3 | 975111222
        """,
        umbral=0.01,
    ).pares
    assert all(par.probabilidad < 0.99 for par in pares)


def test_hermanas_ana_y_ana_belen_no_se_funden_solas() -> None:
    pares = dobles(
        """
        nombre | apellido_1 | apellido_2 | calle | numero | telefono | email
        ANA | OSUNA | VERA | CALLE MAYOR | 3 | 975111222 | madre@ejemplo.es
        ANA BELÉN | OSUNA | VERA | CALLE MAYOR | 3 | 975111222 | madre@ejemplo.es
        """,
        umbral=0.01,
    ).pares
    assert all(par.probabilidad < 0.99 for par in pares)


def test_dos_correos_hechos_del_nombre_no_prueban_nada() -> None:
    assert (
        grupos(
            """
            nombre | apellido_1 | apellido_2 | telefono | ciudad | email
            JORDI | SÁEZ | DÍEZ | 611223344 | SORIA | jordi.saez@gmail.com
            JORDI | DÍEZ | NIETO | 622334455 | LUGO | jordi.diez@gmail.com
            """
        )
        == []
    )


def test_la_direccion_en_una_celda_se_lee_por_partes() -> None:
    pares = dobles(
        """
        razon_social | direccion
        LALA'S GRILL | 7229 Melrose Ave, Los Angeles, CA
        LALA'S GRILL | 7229 Melrose Avenue, Los Angeles, CA 90046
        LALA'S GRILL | 12 Main St, Madison, WI 53704
        """,
        "",
        umbral=0.01,
    ).pares
    probable = {(par.a, par.b): par.probabilidad for par in pares}
    assert probable[(0, 1)] > 0.9
    assert probable.get((0, 2), 0.0) < 0.7


def test_la_columna_que_no_se_conoce_pesa_lo_que_ensena_el_registro() -> None:
    filas = [f"MARTA | CASALS{i} | VIDAL{i} | 6{i:08d} | 4{i:02d}-K | " for i in range(10, 40)]
    texto = "nombre | apellido_1 | apellido_2 | telefono | poliza | ciudad\n" + "\n".join(
        [*filas, *filas[:15], "MARTA | CASALS99 | VIDAL99 | | 499-K |"]
    )
    razones = {r.campo for par in dobles(texto).pares for r in par.razones}
    assert len(dobles(texto).grupos) == 15
    assert "poliza" in razones


def test_el_contacto_de_una_lista_de_empresas_es_la_persona() -> None:
    assert grupos(
        """
        nombre | apellido_1 | razon_social | ciudad | email
        SHUHEI | FUKUE | BROTHER KOGYO | NAGOYA | s.fukue@ejemplo.jp
        KEITA | HIRAI | BROTHER KOGYO | NAGOYA | k.hirai@ejemplo.jp
        AKIRA | SAWADA | FUJITSU | KAWASAKI | a.sawada@ejemplo.jp
        YUJI | SETTA | FUJITSU | KAWASAKI | y.setta@ejemplo.jp
        SHUHEI | FUKUE | BROTHER KOGYO | NAGOYA | s.fukue@ejemplo.jp
        """,
        "",
    ) == [(0, 4)]


def test_nombres_que_solo_difieren_en_un_numero_no_se_funden_solos() -> None:
    filas = "\n".join(f"FNAME {i} | LNAME {i} | 55512{i:04d}" for i in range(1, 50))
    pares = dobles(f"nombre | apellidos | telefono\n{filas}", "", umbral=0.01).pares
    assert all(par.probabilidad < 0.99 for par in pares)
