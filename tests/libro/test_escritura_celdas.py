"""Lo que se escribe en una celda, y que todo lo demás de la hoja queda como estaba."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from clientesctl.libro.errores_escritura import CeldaCambiada, DatoRechazado
from clientesctl.libro.lectura import leer_contenido
from clientesctl.registro.columna import Tipo
from clientesctl.registro.plan import VACIO, Dato

Hacer = Callable[..., Path]
Editar = Callable[..., object]
Ver = Callable[..., str]
RUTA = Path("libro.xlsx")


def _datos(contenido: bytes, hoja: int = 0) -> dict[str, tuple[Tipo, str]]:
    """Las celdas con algo de una hoja, por su dirección."""
    from clientesctl.registro.registro import letra

    leida = leer_contenido(RUTA, contenido).hojas[hoja]
    return {
        f"{letra(n)}{fila}": (Tipo(int(columna.tipos[codigo])), str(columna.textos[codigo]))
        for n, columna in enumerate(leida.columnas, 1)
        for fila, codigo in zip(leida.filas.tolist(), columna.codigos.tolist(), strict=True)
        if codigo
    }


TRES = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="2"><v>7</v></c><c r="C1"/></row>'


def test_solo_cambia_la_celda_que_se_dice(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete(TRES, cadenas=("ANA",))
    antes = ruta.read_bytes()
    xml = hoja_escrita(editar(ruta, {"A1": ("ANA", "EVA")}))
    assert xml == hoja_escrita(antes).replace(
        '<c r="A1" t="s"><v>0</v></c>', '<c r="A1" t="inlineStr"><is><t>EVA</t></is></c>'
    )


def test_el_libro_que_se_da_no_se_toca(paquete: Hacer, editar: Editar) -> None:
    ruta = paquete(TRES, cadenas=("ANA",))
    antes = ruta.read_bytes()
    editar(ruta, {"A1": ("ANA", "EVA")})
    assert ruta.read_bytes() == antes


@pytest.mark.parametrize(
    ("dato", "xml"),
    [
        (Dato.de_texto("08001"), '<c r="A1" s="5" t="inlineStr"><is><t>08001</t></is></c>'),
        (Dato.de_texto("=1+1"), '<c r="A1" s="5" t="inlineStr"><is><t>=1+1</t></is></c>'),
        (Dato.de_texto(" a  b "),
         '<c r="A1" s="5" t="inlineStr"><is><t xml:space="preserve"> a  b </t></is></c>'),
        (Dato.de_texto("P&G <sa>"),
         '<c r="A1" s="5" t="inlineStr"><is><t>P&amp;G &lt;sa&gt;</t></is></c>'),
        (Dato.de_numero(8001), '<c r="A1" s="5"><v>8001</v></c>'),
        (Dato.de_numero(0.1), '<c r="A1" s="5"><v>0.1</v></c>'),
        (Dato(Tipo.NUMERO, "1e+22"), '<c r="A1" s="5"><v>1e+22</v></c>'),
        (Dato(Tipo.LOGICO, "VERDADERO"), '<c r="A1" s="5" t="b"><v>1</v></c>'),
        (Dato(Tipo.LOGICO, "FALSO"), '<c r="A1" s="5" t="b"><v>0</v></c>'),
        (Dato(Tipo.ERROR, "#N/A"), '<c r="A1" s="5" t="e"><v>#N/A</v></c>'),
        (VACIO, '<c r="A1" s="5"/>'),
    ],
)  # fmt: skip
def test_cada_dato_se_guarda_como_lo_que_es(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver, dato: Dato, xml: str
) -> None:
    ruta = paquete('<row r="1"><c r="A1" s="5" t="b"><v>1</v></c><c r="B1"><v>1</v></c></row>')
    if dato == Dato(Tipo.LOGICO, "VERDADERO"):
        ruta = paquete('<row r="1"><c r="A1" s="5"/><c r="B1"><v>1</v></c></row>')
        escrito = editar(ruta, {"A1": (VACIO, dato)})
    else:
        escrito = editar(ruta, {"A1": (Dato(Tipo.LOGICO, "VERDADERO"), dato)})
    assert f'<row r="1">{xml}<c r="B1">' in hoja_escrita(escrito)
    assert _datos(escrito.contenido).get("A1", VACIO) == (dato.tipo, dato.texto)


@pytest.mark.parametrize(
    "texto",
    ["_x000D_", "uno\r\ndos", "tab\tfin", "\x01", "_x005F_x0041_", "_", "🙂" * 3, "\n", "]]>"],
)
def test_un_texto_raro_vuelve_igual(paquete: Hacer, editar: Editar, texto: str) -> None:
    escrito = editar(paquete(TRES, cadenas=("ANA",)), {"A1": ("ANA", texto)})
    assert _datos(escrito.contenido)["A1"] == (Tipo.TEXTO, texto)


def test_una_celda_que_no_estaba_entra_en_su_sitio(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete('<row r="3" spans="2:4"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row>')
    escrito = editar(ruta, {d: (VACIO, d) for d in ("A3", "C3", "E3", "A1", "B9")})
    xml = hoja_escrita(escrito)
    assert [d for d in ("A1", "A3", "B3", "C3", "D3", "E3", "B9") if f'r="{d}"' in xml] == sorted(
        ("A1", "A3", "B3", "C3", "D3", "E3", "B9"), key=lambda d: xml.index(f'r="{d}"')
    )
    assert '<row r="3"><c r="A3"' in xml, "el spans ya no decía la verdad"
    assert len(_datos(escrito.contenido)) == 7


def test_un_spans_que_sigue_siendo_verdad_se_queda(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete('<row r="3" spans="2:4"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row>')
    assert '<row r="3" spans="2:4"><c r="B3">' in hoja_escrita(editar(ruta, {"C3": (VACIO, "x")}))


def test_vaciar_una_celda_que_no_esta_no_hace_nada(paquete: Hacer, editar: Editar) -> None:
    ruta = paquete(TRES, cadenas=("ANA",))
    assert editar(ruta, {"Z9": (VACIO, VACIO)}).contenido == ruta.read_bytes()


def test_una_celda_nueva_toma_el_estilo_de_su_fila_o_de_su_columna(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete(
        partes={
            "xl/worksheets/sheet1.xml": '<worksheet xmlns="x"><cols><col min="2" max="3" style="4"'
            ' width="9"/></cols><sheetData><row r="1" s="6" customFormat="1"/><row r="2"/>'
            "</sheetData></worksheet>"
        }
    )
    xml = hoja_escrita(editar(ruta, {"B1": (VACIO, "a"), "B2": (VACIO, "b"), "D2": (VACIO, "c")}))
    assert '<row r="1" s="6" customFormat="1"><c r="B1" s="6" t=' in xml
    assert '<row r="2"><c r="B2" s="4" t=' in xml and '<c r="D2" t=' in xml


# Fechas

FECHAS = '<row r="1"><c r="A1"><v>5</v></c><c r="B1" s="1"><v>45000</v></c></row>'


def test_una_fecha_conserva_el_formato_de_su_celda(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    escrito = editar(paquete(FECHAS), {"B1": (_dia(2023, 3, 15), _dia(2026, 3, 1))})
    assert '<c r="B1" s="1"><v>46082</v></c>' in hoja_escrita(escrito)


def test_una_fecha_en_una_celda_general_toma_un_estilo_de_fecha_que_ya_hay(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete(FECHAS)
    escrito = editar(ruta, {"A1": (5, _dia(2026, 3, 1))})
    assert '<c r="A1" s="1"><v>46082</v></c>' in hoja_escrita(escrito)
    assert hoja_escrita(escrito, "xl/styles.xml") == hoja_escrita(
        ruta.read_bytes(), "xl/styles.xml"
    )


def test_si_no_hay_un_estilo_igual_con_fecha_se_anade_al_final(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    estilos = (
        "<x:styleSheet xmlns:x='p'><x:cellXfs count='2'><x:xf numFmtId='0'/>"
        "<x:xf fontId='3' numFmtId='2'><x:alignment/></x:xf></x:cellXfs><x:dxfs/></x:styleSheet>"
    )
    ruta = paquete('<row r="1"><c r="A1" s="1"/></row>', partes={"xl/styles.xml": estilos})
    momento = Dato(Tipo.FECHA, "2026-03-01 10:30:00")
    escrito = editar(ruta, {"A1": (VACIO, momento)})
    assert hoja_escrita(escrito, "xl/styles.xml") == estilos.replace(
        "count='2'", 'count="3"'
    ).replace(
        "</x:cellXfs>",
        '<x:xf fontId=\'3\' numFmtId="22" applyNumberFormat="1"><x:alignment/></x:xf></x:cellXfs>',
    )
    assert _datos(escrito.contenido)["A1"] == momento


def test_una_fecha_toma_el_formato_de_las_de_su_columna(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>ALTA</t></is></c></row>'
        '<row r="2"><c r="A2" s="2"><v>45000</v></c></row><row r="3"><c r="A3"/></row>'
    )
    assert '<c r="A3" s="2"><v>' in hoja_escrita(editar(ruta, {"A3": (VACIO, _dia(2026, 3, 1))}))


def test_un_numero_en_una_celda_de_fecha_deja_de_verse_como_fecha(
    paquete: Hacer, editar: Editar
) -> None:
    escrito = editar(paquete(FECHAS), {"B1": (_dia(2023, 3, 15), 5)})
    assert _datos(escrito.contenido)["B1"] == (Tipo.NUMERO, "5")


@pytest.mark.parametrize(
    ("estilo", "valor", "antes", "despues"),
    [(3, "0.5", "12:00:00", "36:30:00"), (2, "0.5", "12:00:00", "08:15:00")],
)
def test_una_hora_sigue_siendo_una_cifra_en_su_celda(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver,
    estilo: int, valor: str, antes: str, despues: str,
) -> None:  # fmt: skip
    ruta = paquete(f'<row r="1"><c r="A1" s="{estilo}"><v>{valor}</v></c></row>')
    escrito = editar(ruta, {"A1": (antes, despues)})
    assert 't="inlineStr"' not in hoja_escrita(escrito)
    assert _datos(escrito.contenido)["A1"] == (Tipo.TEXTO, despues)


@pytest.mark.parametrize("dia", [(1900, 1, 1), (1900, 2, 28), (1900, 3, 1), (9999, 12, 31)])
def test_los_dias_de_los_extremos_vuelven_iguales(
    paquete: Hacer, editar: Editar, dia: tuple[int, int, int]
) -> None:
    escrito = editar(paquete(FECHAS), {"A1": (5, _dia(*dia))})
    assert _datos(escrito.contenido)["A1"] == _dia(*dia)


def test_un_libro_que_cuenta_desde_1904(paquete: Hacer, editar: Editar, hoja_escrita: Ver) -> None:
    ruta = paquete(FECHAS, libro='<workbookPr date1904="1"/>')
    escrito = editar(ruta, {"A1": (5, _dia(2026, 3, 1))})
    assert "<v>44620</v>" in hoja_escrita(escrito)
    assert _datos(escrito.contenido)["A1"] == _dia(2026, 3, 1)
    with pytest.raises(DatoRechazado, match="anteriores al 02-01-1904"):
        editar(ruta, {"A1": (5, _dia(1903, 12, 31))})


def test_no_escribe_una_fecha_que_excel_no_conoce(paquete: Hacer, editar: Editar) -> None:
    with pytest.raises(DatoRechazado) as rechazo:
        editar(paquete(FECHAS), {"A1": (5, _dia(1850, 1, 1))})
    assert str(rechazo.value) == (
        "No se puede escribir en «Hoja1», celda A1: Excel no sabe de fechas anteriores al "
        "01-01-1900; escríbala como texto. No se ha escrito nada."
    )


def test_no_escribe_un_texto_mas_largo_que_una_celda(paquete: Hacer, editar: Editar) -> None:
    editar(paquete(FECHAS), {"A1": (5, "x" * 32_767)})
    with pytest.raises(DatoRechazado, match="el texto tiene 32768 letras y en una celda caben"):
        editar(paquete(FECHAS), {"A1": (5, "x" * 32_766 + "🙂")})


def test_no_escribe_un_numero_que_perderia_cifras(paquete: Hacer, editar: Editar) -> None:
    with pytest.raises(DatoRechazado, match="Excel lleva 15 cifras"):
        editar(paquete(FECHAS), {"A1": (5, Dato(Tipo.NUMERO, "12345678901234567"))})


# Lo que había ha de ser lo que se esperaba


@pytest.mark.parametrize(
    ("celda", "antes"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', Dato.de_texto("ANA & CÍA")),
        ('<c r="A1" t="s"><v>9</v></c>', VACIO),
        ('<c r="A1" t="inlineStr"><is><t> ANA </t></is></c>', Dato.de_texto("ANA")),
        ("<c t='str' r='A1'><v>ANA</v></c>", Dato.de_texto("ANA")),
        ('<c r="A1"><v>5.0</v></c>', Dato.de_numero(5)),
        ('<c r="A1" s="1"><v>45000</v></c>', Dato(Tipo.FECHA, "2023-03-15")),
        ('<c r="A1" t="d"><v>2023-03-15</v></c>', Dato(Tipo.FECHA, "2023-03-15")),
        ('<c r="A1" t="b"><v>1</v></c>', Dato(Tipo.LOGICO, "VERDADERO")),
        ('<c r="A1" t="e"><v>#N/A</v></c>', Dato(Tipo.ERROR, "#N/A")),
        ('<c r="A1" s="1"/>', VACIO),
    ],
)
def test_se_entiende_lo_que_habia(paquete: Hacer, editar: Editar, celda: str, antes: Dato) -> None:
    ruta = paquete(f'<row r="1">{celda}</row>', cadenas=("ANA &amp; CÍA",))
    assert _datos(editar(ruta, {"A1": (antes, "EVA")}).contenido)["A1"] == (Tipo.TEXTO, "EVA")
    with pytest.raises(CeldaCambiada):
        editar(ruta, {"A1": ("otra cosa", "EVA")})


def test_dice_que_se_esperaba_y_que_hay(paquete: Hacer, editar: Editar) -> None:
    with pytest.raises(CeldaCambiada) as rechazo:
        editar(paquete(TRES, cadenas=("ANA",)), {"A1": (VACIO, "EVA")})
    assert str(rechazo.value) == (
        "En «Hoja1», celda A1, se esperaba la celda vacía y hay «ANA». No se ha escrito nada. "
        "Repita la orden, que lo mirará de nuevo."
    )


# Textos con varios formatos

RICO = (
    "<si><r><rPr><b/><sz val='9'/></rPr><t xml:space='preserve'>Ana </t></r>"
    "<r><t>García</t></r>"
    "<rPh sb='0' eb='1'><t>ア</t></rPh></si>"
)


@pytest.mark.parametrize(
    ("nuevo", "primero", "segundo"),
    [
        ("ANA GARCÍA", "ANA ", "GARCÍA"),
        ("Ana García Gil", "Ana ", "García Gil"),
        ("Eva", "Eva", ""),
    ],
)
def test_un_texto_con_formato_lo_conserva_en_las_letras_que_quedan(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver, nuevo: str, primero: str, segundo: str
) -> None:
    ruta = paquete(TRES, partes={"xl/sharedStrings.xml": f"<sst>{RICO}</sst>"})
    escrito = editar(ruta, {"A1": ("Ana García", nuevo)})
    espacio = ' xml:space="preserve"' if primero.endswith(" ") else ""
    esperado = f"<r><rPr><b/><sz val='9'/></rPr><t{espacio}>{primero}</t></r>"
    esperado += f"<r><t>{segundo}</t></r>" if segundo else ""
    assert f'<c r="A1" t="inlineStr"><is>{esperado}</is></c>' in hoja_escrita(escrito)
    assert _datos(escrito.contenido)["A1"] == (Tipo.TEXTO, nuevo)


def test_el_formato_se_escribe_con_el_prefijo_de_la_hoja(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete(
        partes={
            "xl/sharedStrings.xml": "<y:sst><y:si><y:r><y:rPr><y:b/></y:rPr><y:t>ANA</y:t></y:r>"
            "</y:si></y:sst>",
            "xl/worksheets/sheet1.xml": '<x:worksheet><x:sheetData><x:row r="1">'
            '<x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        }
    )
    xml = hoja_escrita(editar(ruta, {"A1": ("ANA", "EVA"), "B2": (VACIO, 3)}))
    assert "<x:is><x:r><x:rPr><x:b/></x:rPr><x:t>EVA</x:t></x:r></x:is></x:c>" in xml
    assert '<x:row r="2"><x:c r="B2"><x:v>3</x:v></x:c></x:row></x:sheetData>' in xml


# XML poco corriente


@pytest.mark.parametrize(
    "celdas",
    [
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
        '<row><c r="A1"><v>1</v></c><c><v>2</v></c></row><row><c r="A2"><v>3</v></c></row>',
        "<row\n  r='1' ><c\tr='A1'\n><v>1</v></c><c r='B1' ><v>2</v ></c ></row >"
        "<row ht='9' r='2'><c s='0' r='A2'><v>3</v></c></row>",
        '<row r="1"><!-- <c r="A1"><v>9</v></c> --><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>'
        '</row><?pi <row r="2"> ?><row r="2"><c r="A2"><v>3</v></c></row>',
    ],
)
def test_el_xml_poco_corriente_se_escribe_igual(
    paquete: Hacer, editar: Editar, celdas: str
) -> None:
    cambios = {"A1": (1, 10), "C1": (VACIO, 30), "B2": (VACIO, 40), "A5": (VACIO, 50)}
    escrito = editar(paquete(celdas), cambios)
    assert {d: v for d, (_, v) in _datos(escrito.contenido).items()} == {
        "A1": "10", "B1": "2", "C1": "30", "A2": "3", "B2": "40", "A5": "50",
    }  # fmt: skip


def test_una_fila_metida_delante_de_otra_sin_numero_no_la_mueve(
    paquete: Hacer, editar: Editar
) -> None:
    ruta = paquete('<row r="1"><c><v>1</v></c></row><row r="5"><c><v>5</v></c></row>'
                   "<row><c><v>6</v></c></row>")  # fmt: skip
    escrito = editar(ruta, {"A3": (VACIO, 3), "B5": (VACIO, 55)})
    assert {d: v for d, (_, v) in _datos(escrito.contenido).items()} == {
        "A1": "1", "A3": "3", "A5": "5", "B5": "55", "A6": "6",
    }  # fmt: skip


def test_una_hoja_sin_ninguna_fila(paquete: Hacer, editar: Editar, hoja_escrita: Ver) -> None:
    ruta = paquete(partes={"xl/worksheets/sheet1.xml": "<worksheet><sheetData /></worksheet>"})
    assert hoja_escrita(editar(ruta, {"B2": (VACIO, 1)})) == (
        '<worksheet><sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData></worksheet>'
    )


def test_una_fila_cerrada_en_si_misma_se_abre(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete('<row r="2" ht="30" customHeight="1"/>')
    assert (
        '<row r="2" ht="30" customHeight="1"><c r="B2"><v>1</v></c></row></sheetData>'
        in hoja_escrita(editar(ruta, {"B2": (VACIO, 1)}))
    )


def test_la_dimension_llega_hasta_lo_escrito(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete(
        partes={"xl/worksheets/sheet1.xml": '<worksheet><dimension ref="B2:C3"/><sheetData>'
                '<row r="2"><c r="B2"><v>1</v></c></row></sheetData></worksheet>'}
    )  # fmt: skip
    assert '<dimension ref="A2:C9"/>' in hoja_escrita(
        editar(ruta, {"B2": (1, 2), "A9": (VACIO, 1)})
    )


def test_un_libro_sin_textos_compartidos_ni_estilos(paquete: Hacer, editar: Editar) -> None:
    ruta = paquete(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        partes={
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Type="/worksheet" '
            'Target="/xl\\worksheets\\sheet1.xml"/></Relationships>',
        },
    )
    escrito = editar(ruta, {"A1": (1, "ANA"), "B1": (VACIO, 2)})
    assert _datos(escrito.contenido) == {"A1": (Tipo.TEXTO, "ANA"), "B1": (Tipo.NUMERO, "2")}


def _dia(*partes: int) -> Dato:
    return Dato.de_fecha(dt.date(*partes))
