from pathlib import Path

import pytest
from hojas_de_texto import hoja_de, registro_de

from clientesctl.registro.esquema import AJENOS, HOJAS
from clientesctl.registro.politica_copias import PoliticaCopias
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.politicas_toml import (
    FICHERO,
    PoliticaMala,
    buscar_politicas,
    guardar_columnas,
    leer_politicas,
)

COMPLETO = """\
libro = "clientes.xlsx"     # se cuenta desde esta carpeta
hoja = "Clientes 2026"
pais = "México"

[obligatorios]
campos = ["nombre|razon_social", "telefono|movil"]

[reglas]
telefono_de_relleno = "no"
codigo_postal_vacio = "aviso"

[estado]
dias = 10
aviso = 7

[revision]
meses = 12

[duplicados]
umbral = 0.6

[escritura]
hojas_protegidas = true

[copias]
todas = 3
ultimas = 10

[finalidades]
edad = "Ofrecer lo de su edad"

[listas]
vendedor = ["EMILY", "JUAN"]

[columnas."Clientes 2026"]
"Fec. Nac." = "fecha_nacimiento"
C = "no"
"""


def escribir(carpeta: Path, texto: str) -> Path:
    ruta = carpeta / "clientesctl.toml"
    ruta.write_text(texto, encoding="utf-8")
    return ruta


def queja(carpeta: Path, texto: str) -> str:
    with pytest.raises(PoliticaMala) as fallo:
        leer_politicas(escribir(carpeta, texto))
    assert fallo.value.codigo == 2
    return str(fallo.value)


def test_lee_todo_lo_que_se_puede_escribir(tmp_path: Path) -> None:
    ruta = escribir(tmp_path, COMPLETO)
    assert leer_politicas(ruta) == Politicas(
        ruta=ruta,
        libro="clientes.xlsx",
        hoja="Clientes 2026",
        pais="MX",
        obligatorios=("nombre|razon_social", "telefono|movil"),
        reglas_apagadas=frozenset({"telefono_de_relleno"}),
        gravedades={"codigo_postal_vacio": "aviso"},
        finalidades={"edad": "Ofrecer lo de su edad"},
        listas={"vendedor": ("EMILY", "JUAN")},
        columnas={"Clientes 2026": {"Fec. Nac.": "fecha_nacimiento", "C": ""}},
        dias_inactivo=10,
        dias_preinactivo=7,
        meses_revision=12,
        umbral_duplicados=0.6,
        hojas_protegidas=True,
        copias=PoliticaCopias(dias_todas=3, ultimas=10),
    )


def test_un_fichero_vacio_es_lo_de_siempre(tmp_path: Path) -> None:
    ruta = escribir(tmp_path, "")
    assert leer_politicas(ruta) == Politicas(ruta=ruta)


@pytest.mark.parametrize(
    ("texto", "frase"),
    [
        (
            'libro = "a.xlsx"\n\npaiz = "ES"\n',
            "clientesctl.toml, línea 3: «paiz» no se conoce; ¿quiso decir «pais»?",
        ),
        (
            "[estado]\ndia = 3\n",
            "clientesctl.toml, línea 2: «dia» no se conoce en [estado]; ¿quiso decir «dias»?",
        ),
        (
            "[estado]\n# comentario\ndias = 0\n",
            "clientesctl.toml, línea 3: «dias» es un número entero desde 1, sin comillas"
            " (se leyó 0)",
        ),
        (
            "[estado]\ndias = 10\naviso = 20\n",
            "clientesctl.toml, línea 3: «aviso» (20) no puede pasar de «dias» (10)",
        ),
        (
            '[escritura]\nhojas_protegidas = "sí"\n',
            "clientesctl.toml, línea 2: «hojas_protegidas» es true o false, sin comillas"
            " (se leyó 'sí')",
        ),
        (
            "[copias]\ntodas = 7\ndiarias = 3\n",
            "clientesctl.toml, línea 2: «todas» (7 días) no puede pasar de «diarias» (3 días)",
        ),
        (
            "[copias]\nsemanales = 30\n",
            "clientesctl.toml, línea 2: «diarias» (60 días) no puede pasar de «semanales»"
            " (30 días)",
        ),
        (
            '[reglas]\nemail_invalid = "no"\n',
            "clientesctl.toml, línea 2: no hay ninguna regla «email_invalid»;"
            " ¿quiso decir «email_invalido»?",
        ),
        (
            '[reglas]\nemail_invalido = "nunca"\n',
            'clientesctl.toml, línea 2: «email_invalido» vale "no", "aviso" o "error"'
            " (se leyó 'nunca')",
        ),
        (
            '[obligatorios]\ncampos = ["telefno|movil"]\n',
            "clientesctl.toml, línea 2: el campo «telefno» no se conoce; ¿quiso decir «telefono»?",
        ),
        (
            '[columnas."Hoja 1"]\n"Tlf." = "telefonoo"\n',
            "clientesctl.toml, línea 2: el campo «telefonoo» no se conoce;"
            " ¿quiso decir «telefono»?",
        ),
        (
            '[columnas.Hoja1]\nA = "movil"\nB = "movil"\n',
            "clientesctl.toml, línea 3: «movil» ya es otra columna de esa hoja",
        ),
        (
            '[columnas]\nA = "movil"\n',
            'clientesctl.toml, línea 2: escriba [columnas."NOMBRE DE LA HOJA"] y debajo «A»',
        ),
        (
            'pais = "Narnia"\n',
            "clientesctl.toml, línea 1: «pais» no conoce el país «Narnia»: use su código,"
            " como ES, MX o PY",
        ),
        (
            "estado = 3\n",
            "clientesctl.toml, línea 1: «estado» es una sección: escriba [estado]",
        ),
        (
            '[finalidades]\nedad = ""\n',
            "clientesctl.toml, línea 2: «edad» está vacía: diga para qué se quiere ese dato,"
            " o quite la línea",
        ),
    ],
)
def test_dice_la_linea_y_el_remedio(tmp_path: Path, texto: str, frase: str) -> None:
    assert queja(tmp_path, texto) == frase


@pytest.mark.parametrize(
    ("texto", "linea", "parte"),
    [
        ('hoja = "A"\npais = ES\n', 2, "entre comillas dobles"),
        ('hoja = "A"\npais "ES"\n', 2, "falta un «=»"),
        ('hoja = "A"\nhoja = "B"\n', 2, "ya está más arriba"),
        ('hoja = "A"\n[estado\ndias = 3\n', 2, "falta cerrar el corchete"),
        ('[finalidades]\nteléfono = "llamar"\n', 2, "entre comillas"),
        ('[obligatorios]\ncampos = ["nombre"\n', 2, "corchete"),
        ('hoja = "A\npais = "ES"\n', 1, "comillas"),
    ],
)
def test_un_toml_roto_dice_su_linea(tmp_path: Path, texto: str, linea: int, parte: str) -> None:
    frase = queja(tmp_path, texto)
    assert frase.startswith(f"clientesctl.toml, línea {linea}: ")
    assert parte in frase


def test_un_fichero_que_no_es_utf8_se_dice(tmp_path: Path) -> None:
    ruta = tmp_path / "clientesctl.toml"
    ruta.write_bytes('hoja = "AÑO"\n'.encode("latin-1"))
    with pytest.raises(PoliticaMala, match="no está en UTF-8"):
        leer_politicas(ruta)


def test_busca_en_la_carpeta_y_luego_en_las_de_encima(tmp_path: Path) -> None:
    dentro = tmp_path / "a" / "b"
    dentro.mkdir(parents=True)
    arriba = escribir(tmp_path, "")
    assert buscar_politicas(dentro) == arriba
    cerca = escribir(dentro, "")
    assert buscar_politicas(dentro) == cerca


def test_guardar_columnas_conserva_los_comentarios(tmp_path: Path) -> None:
    ruta = escribir(tmp_path, COMPLETO)
    guardar_columnas(ruta, "Clientes 2026", {"Fec. Nac.": "fecha_alta", "Tlf.": "telefono"})
    guardar_columnas(ruta, "Ventas", {"Importe (€)": "importe"})
    assert "# se cuenta desde esta carpeta" in ruta.read_text(encoding="utf-8")
    politicas = leer_politicas(ruta)
    assert politicas.columnas == {
        "Clientes 2026": {"Fec. Nac.": "fecha_alta", "C": "", "Tlf.": "telefono"},
        "Ventas": {"Importe (€)": "importe"},
    }
    assert politicas.pais == "MX"


def test_guardar_columnas_crea_el_fichero_y_conserva_sus_permisos(tmp_path: Path) -> None:
    ruta = tmp_path / "clientesctl.toml"
    guardar_columnas(ruta, "Hoja 1", {"Código «raro»\n2": "id"})
    assert leer_politicas(ruta).columnas == {"Hoja 1": {"Código «raro»\n2": "id"}}
    ruta.chmod(0o600)
    guardar_columnas(ruta, "Hoja 1", {"B": "email"})
    assert ruta.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["clientesctl.toml"]


def test_el_ejemplo_de_la_documentacion_vale_y_nombra_todos_los_campos(tmp_path: Path) -> None:
    pagina = (Path(__file__).parents[2] / "docs" / "POLITICAS.md").read_text(encoding="utf-8")
    ejemplo = pagina.partition("```toml\n")[2].partition("```")[0]
    politicas = leer_politicas(escribir(tmp_path, ejemplo))
    assert politicas.columnas["Clientes 2026"]["Notas internas"] == ""
    assert politicas.umbral_duplicados == 0.5
    campos = {campo.nombre for campo in (*HOJAS["CLIENTES"], *AJENOS["CLIENTES"])}
    assert [campo for campo in sorted(campos) if f"`{campo}`" not in pagina] == []


@pytest.mark.parametrize("dicho", ["", "no", "ignorar"])
def test_una_columna_que_no_es_nada_se_dice_de_tres_maneras_y_se_obedece(tmp_path, dicho):
    ruta = tmp_path / FICHERO
    ruta.write_text(f'[columnas.Hoja1]\n"Móvil" = "{dicho}"\n', encoding="utf-8")
    politicas = leer_politicas(ruta)
    registro = registro_de(
        hoja_de("Nombre|Apellidos|Móvil\nAna|Gil|612345678"), columnas=politicas.columnas
    )
    assert "movil" not in registro.clientes
    assert list(registro.clientes.otras) == ["Móvil"]
