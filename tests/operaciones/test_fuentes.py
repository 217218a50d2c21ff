"""Las listas que se importan: ficheros y carpetas, leídos como fichas o contados con su frase."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clientesctl.entregas.lista import Columna, Lista
from clientesctl.entregas.xlsx import escribir_xlsx
from clientesctl.operaciones.fuentes import Fuente, Lectura, guardar_mapa, leer_fuentes
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.errores import ErrorClientes, ErrorLibro, ErrorUso
from clientesctl.registro.mapas import Mapa, leer_mapa

REGISTRO = "ID;NOMBRE;APELLIDO_1;TELEFONO;CODIGO_POSTAL;PAIS\nC-1;ANA;GIL;5512345678;06700;MX\n"
FERIA = (
    ("FERIA DE MUESTRAS 2026 — STAND 12",),
    (),
    ("Nombre y apellidos", "Empresa u organización", "Teléfono de contacto", "E-mail", "Población",
     "C.P.", "Interesado en", "Stand"),
    ("Ana Pérez Gil", "Luna SL", "612345678", "ana@luna.es", "Madrid", "28001", "Riego", "B12"),
    ("Eva Paz Ruiz", "Sol SA", "699111222", "eva@sol.es", "Toledo", "45001", "Abono", "B12"),
)  # fmt: skip
CORTA = (
    ("Nombre", "Apellidos", "Móvil", "Correo"),
    ("Luis", "Sanz Mora", "612111333", "luis@ejemplo.es"),
    ("Rosa", "Mora Gil", "612111334", "rosa@ejemplo.es"),
    ("José", "Gil Paz", "612111335", "jose@ejemplo.es"),
)
VENTAS = (("ID", "FECHA", "ID_CLIENTE", "IMPORTE"), ("1", "2026-01-01", "C-1", "30"))
PRIVACIDAD = "He leído y acepto la política de privacidad y el tratamiento de mis datos personales"
FORMULARIO = (
    f'"Marca temporal","Nombre y apellidos","Teléfono de contacto","E-mail","Población","C.P.",'
    f'"¿Cómo nos conoció?","¿En qué podemos ayudarle?","{PRIVACIDAD}",'
    '"Acepto recibir información comercial"\n'
    '"2026/11/03 10:15:22 a. m. CET","Ana Pérez Gil","612345678","ana@luna.es","Madrid","28001",'
    '"Feria","Un presupuesto","Sí","No"\n'
    '"2026/11/04 9:01:00 p. m. CET","Eva Paz Ruiz","699111222","eva@sol.es","Toledo","45001",'
    '"Web","","Sí","Sí"\n'
)
TARJETA = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Núñez;Ana\r\nTEL;TYPE=CELL:+34612345678\r\nEND:VCARD\r\n"


def _libro(ruta: Path, **hojas: tuple[tuple[str, ...], ...]) -> Path:
    libro = openpyxl.Workbook()
    libro.remove(libro.active)
    for nombre, filas in hojas.items():
        hoja = libro.create_sheet(nombre)
        for fila in filas:
            hoja.append(fila)
    libro.save(ruta)
    return ruta


def _fichas(fuente: Fuente) -> list[dict[str, str]]:
    tabla = fuente.tabla
    return [{c: t for c in tabla.columnas if (t := tabla.texto(c, n))} for n in range(len(tabla))]


@pytest.fixture
def abierto(tmp_path: Path) -> Abierto:
    ruta = tmp_path / "registro" / "clientes.csv"
    ruta.parent.mkdir()
    ruta.write_text(REGISTRO, encoding="utf-8")
    return abrir_registro(ruta)


@pytest.fixture
def red(tmp_path: Path) -> Path:
    """Una unidad de red con de todo."""
    red = tmp_path / "red"
    (red / "norte" / ".clientesctl").mkdir(parents=True)
    _libro(red / "feria.xlsx", Enero=FERIA, Febrero=CORTA, VENTAS=VENTAS)
    (red / "norte" / "web.csv").write_text(FORMULARIO, encoding="utf-8")
    (red / "norte" / "movil.vcf").write_text(TARJETA, encoding="utf-8", newline="")
    (red / "norte" / ".clientesctl" / "copia.csv").write_text(FORMULARIO, encoding="utf-8")
    (red / ".oculto.csv").write_text(FORMULARIO, encoding="utf-8")
    (red / "~$feria.xlsx").write_bytes(b"candado")
    (red / ".~lock.feria.xlsx#").write_bytes(b"candado")
    (red / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    (red / "roto.xlsx").write_bytes(b"PK\x03\x04roto")
    return red


def test_una_carpeta_se_recorre_entera_y_en_orden(red, abierto):
    lectura = leer_fuentes([red], abierto)
    assert [(f.nombre, f.perfil, len(f.tabla)) for f in lectura.fuentes] == [
        ("red/feria.xlsx · Enero", "libro", 2),
        ("red/feria.xlsx · Febrero", "libro", 3),
        ("red/norte/movil.vcf", "vcard", 1),
        ("red/norte/web.csv", "libro", 2),
    ]
    assert lectura.fichas == 8
    assert [(n.ruta.name, "dañado" in n.motivo) for n in lectura.no_leidas] == [("roto.xlsx", True)]


def test_lo_ilegible_pedido_por_su_nombre_corta(red, abierto):
    with pytest.raises(ErrorLibro, match=r"roto\.xlsx.*dañado"):
        leer_fuentes([red / "roto.xlsx"], abierto)
    with pytest.raises(ErrorLibro, match=r"No existe.*Compruebe el nombre y la carpeta\.$"):
        leer_fuentes([red / "nada.csv"], abierto)


def test_la_hoja_de_una_feria_se_lee_bajo_sus_titulos(red, abierto):
    (fuente, _) = leer_fuentes([red / "feria.xlsx"], abierto).fuentes
    assert _fichas(fuente)[0] == {
        "nombre_completo": "Ana Pérez Gil",
        "razon_social": "Luna SL",
        "telefono": "612345678",
        "email": "ana@luna.es",
        "ciudad": "Madrid",
        "codigo_postal": "28001",
        "interes": "Riego",
    }
    assert fuente.tabla.filas.tolist() == [4, 5]
    assert list(fuente.tabla.otras) == ["Stand"]
    assert fuente.avisos == ()


def test_un_formulario_dice_cuando_se_obtuvo_el_dato_y_que_se_consintio(red, abierto):
    (fuente,) = leer_fuentes([red / "norte" / "web.csv"], abierto).fuentes
    ficha = _fichas(fuente)[0]
    assert ficha["fecha_alta"].startswith("2026/11/03")
    assert (ficha["medio"], ficha["observaciones"]) == ("Feria", "Un presupuesto")
    assert ficha["consentimiento"] == "No"
    assert fuente.textos_consentimiento == {
        "consentimiento": "Acepto recibir información comercial",
        PRIVACIDAD: PRIVACIDAD,
    }
    assert fuente.tabla.otras[PRIVACIDAD].texto(0) == "Sí"


def test_un_formulario_con_una_sola_casilla_consiente_eso(tmp_path, abierto):
    ruta = tmp_path / "web.csv"
    ruta.write_text(
        f"Marca temporal,Nombre,Correo,{PRIVACIDAD}\n"
        "3/11/2026 10:15:22,Ana,ana@ejemplo.es,Acepto\n",
        encoding="utf-8",
    )
    (fuente,) = leer_fuentes([ruta], abierto).fuentes
    assert fuente.textos_consentimiento == {"consentimiento": PRIVACIDAD}
    assert _fichas(fuente)[0]["consentimiento"] == "Acepto"


def test_una_lista_que_no_dice_su_pais_es_del_pais_del_registro(red, abierto):
    paises = {f.nombre.split("/")[-1]: f.pais for f in leer_fuentes([red], abierto).fuentes}
    assert paises["feria.xlsx · Febrero"] == "MX"
    assert paises["movil.vcf"] == "ES"
    assert paises["feria.xlsx · Enero"] == "ES"


def test_el_propio_registro_se_salta_en_una_carpeta_y_se_rechaza_por_su_nombre(abierto):
    propio = abierto.registro.ruta
    lectura = leer_fuentes([propio.parent], abierto)
    assert lectura.fuentes == ()
    assert [(s.ruta, s.motivo) for s in lectura.saltadas] == [(propio, "es el propio registro")]
    with pytest.raises(ErrorUso, match=r"es el propio registro.*--hoja"):
        leer_fuentes([propio], abierto)


def test_otra_hoja_del_libro_del_registro_se_puede_importar(tmp_path):
    ruta = _libro(tmp_path / "clientes.xlsx", CLIENTES=CORTA, Feria=FERIA)
    abierto = abrir_registro(ruta)
    (fuente,) = leer_fuentes([ruta], abierto, hoja="Feria").fuentes
    assert _fichas(fuente)[0]["nombre_completo"] == "Ana Pérez Gil"
    with pytest.raises(ErrorUso, match="es el propio registro"):
        leer_fuentes([ruta], abierto, hoja="CLIENTES")


def test_lo_pedido_dos_veces_se_lee_una_y_las_copias_exactas_se_dicen(red, abierto):
    shutil.copy(red / "norte" / "web.csv", red / "norte" / "web (1).csv")
    lectura = leer_fuentes([red / "norte", red / "norte" / "web.csv", red / "norte"], abierto)
    assert [f.nombre for f in lectura.fuentes] == ["norte/movil.vcf", "norte/web (1).csv"]
    assert [(s.ruta.name, s.motivo) for s in lectura.saltadas] == [
        ("web.csv", "es idéntico a «norte/web (1).csv»")
    ]


def test_dos_ficheros_del_mismo_nombre_se_distinguen_por_su_carpeta(tmp_path, abierto):
    for carpeta, quien in (("a", "Ana"), ("b", "Eva")):
        (tmp_path / carpeta).mkdir()
        texto = f"Nombre,Apellidos,Correo\n{quien},Gil,{quien}@ejemplo.es\n"
        (tmp_path / carpeta / "lista.csv").write_text(texto, encoding="utf-8")
    rutas = [tmp_path / "a" / "lista.csv", tmp_path / "b" / "lista.csv"]
    nombres = [f.nombre for f in leer_fuentes(rutas, abierto).fuentes]
    assert nombres == [ruta.as_posix() for ruta in rutas]


def test_una_lista_que_hizo_el_programa_se_lee_solo_si_se_pide(tmp_path, abierto):
    (tmp_path / "salida").mkdir()
    ruta = tmp_path / "salida" / "rechazados.xlsx"
    columnas = [Columna("NOMBRE"), Columna("APELLIDO_1"), Columna("EMAIL"), Columna("MOTIVO")]
    filas = [("ANA", "GIL", "ana@ejemplo", "el correo no vale")]
    escribir_xlsx(ruta, Lista("Rechazados", columnas, filas, [], "fichas", {}))
    lectura = leer_fuentes([tmp_path / "salida"], abierto)
    assert lectura.fuentes == ()
    assert "que hizo este programa" in lectura.saltadas[0].motivo
    (fuente,) = leer_fuentes([ruta], abierto).fuentes
    assert _fichas(fuente)[0]["nombre"] == "ANA"


def test_las_hojas_que_no_son_fichas_se_dicen_y_las_del_contrato_no(tmp_path, abierto):
    gastos = (("Mes", "Luz", "Agua"), ("Enero", "30", "12"), ("Febrero", "31", "11"))
    otras = {"Gastos": gastos, "Notas": gastos, "Proveedores": CORTA, "VENTAS": VENTAS}
    ruta = _libro(tmp_path / "todo.xlsx", Enero=CORTA, **otras)
    lectura = leer_fuentes([ruta], abierto)
    assert [f.nombre for f in lectura.fuentes] == ["todo.xlsx"]
    dichas = {s.hoja: s.motivo for s in lectura.saltadas}
    assert set(dichas) == {"Notas", "Proveedores"}
    assert "no parecen fichas" in dichas["Notas"]
    assert (
        "por su nombre no son clientes: si lo son, dígala con --hoja-lista" in dichas["Proveedores"]
    )
    (fuente,) = leer_fuentes([ruta], abierto, hoja="Proveedores").fuentes
    assert len(fuente.tabla) == 3


@pytest.mark.parametrize("nombre", ["lista", "agenda", "contactos", "proveedores", "CLIENTES"])
def test_el_nombre_de_un_csv_no_dice_lo_que_lleva(tmp_path, abierto, nombre):
    ruta = tmp_path / f"{nombre}.csv"
    ruta.write_text("Nombre,Apellidos,Correo\nAna,Gil,ana@ejemplo.es\n", encoding="utf-8")
    (fuente,) = leer_fuentes([ruta], abierto).fuentes
    assert _fichas(fuente) == [{"nombre": "Ana", "apellidos": "Gil", "email": "ana@ejemplo.es"}]


def test_una_hoja_oculta_no_se_lee_si_no_se_pide(tmp_path, abierto):
    ruta = _libro(tmp_path / "todo.xlsx", Enero=CORTA, Copia=CORTA)
    libro = openpyxl.load_workbook(ruta)
    libro["Copia"].sheet_state = "hidden"
    libro.save(ruta)
    lectura = leer_fuentes([ruta], abierto)
    assert [f.hoja for f in lectura.fuentes] == ["Enero"]
    assert [(s.hoja, "oculta" in s.motivo) for s in lectura.saltadas] == [("Copia", True)]


def test_un_libro_sin_fichas_dice_lo_que_se_vio_y_los_remedios(tmp_path, abierto):
    ruta = _libro(tmp_path / "gastos.xlsx", Hoja1=(("Fecha", "Precio", "Stock"), ("1", "30", "2")))
    with pytest.raises(ErrorLibro) as error:
        leer_fuentes([ruta], abierto)
    assert "«Fecha», «Precio», «Stock»" in str(error.value)
    assert "--mapa" in str(error.value)
    assert "clientesctl.toml" not in str(error.value)


def test_con_hoja_solo_se_lee_esa_y_las_carpetas_saltan_los_libros_sin_ella(red, abierto):
    (fuente,) = leer_fuentes([red / "feria.xlsx"], abierto, hoja="febrero").fuentes
    assert (fuente.nombre, fuente.hoja) == ("feria.xlsx", "Febrero")
    _libro(red / "otro.xlsx", Lista=CORTA)
    lectura = leer_fuentes([red], abierto, hoja="Febrero")
    assert [s.ruta.name for s in lectura.saltadas] == ["otro.xlsx"]
    with pytest.raises(ErrorUso, match="no tiene la hoja «Marzo»"):
        leer_fuentes([red / "feria.xlsx"], abierto, hoja="Marzo")


def test_lo_entendido_sin_certeza_se_avisa_con_su_remedio(tmp_path, abierto):
    ruta = tmp_path / "lista.csv"
    texto = "Nombre,Contacto,Correo\nLuna SL,Ana Gil,a@x.es\nSol SA,Eva Paz,b@x.es\n"
    ruta.write_text(texto, encoding="utf-8")
    (fuente,) = leer_fuentes([ruta], abierto).fuentes
    assert any("«Contacto»" in a and "--mapa" in a for a in fuente.avisos)


# --- El mapa ---------------------------------------------------------------------------------


RARA = (
    "Quien es,Donde llamo,Va de\nANA GIL PAZ,612345678,RIEGO\nEVA SOL RUIZ,699111222,ABONO\n"
    "LUIS MORA GIL,612111333,RIEGO\n"
)


def _mapa(tmp_path: Path, texto: str) -> Mapa:
    ruta = tmp_path / "mapa.toml"
    ruta.write_text(texto, encoding="utf-8")
    return leer_mapa(ruta)


def test_el_mapa_manda_y_lo_que_ignora_no_se_lee(tmp_path, abierto):
    ruta = tmp_path / "rara.csv"
    ruta.write_text(RARA, encoding="utf-8")
    mapa = _mapa(
        tmp_path,
        '[columnas]\n"quien ES" = "nombre_completo"\n"Va de" = "interes"\n'
        '"Donde llamo" = "ignorar"\n"Otra lista" = "email"\n',
    )
    (fuente,) = leer_fuentes([ruta], abierto, mapa=mapa).fuentes
    assert _fichas(fuente)[0] == {"nombre_completo": "ANA GIL PAZ", "interes": "RIEGO"}
    assert fuente.avisos == ()


def test_el_mapa_guardado_vuelve_a_leer_lo_mismo(red, tmp_path, abierto):
    antes = leer_fuentes([red], abierto)
    ruta = tmp_path / "mapa.toml"
    guardar_mapa(ruta, antes)
    assert '# "Stand" = "ignorar"' in ruta.read_text(encoding="utf-8")
    despues = leer_fuentes([red], abierto, mapa=leer_mapa(ruta))
    assert _todas(despues) == _todas(antes)
    assert all(f.tabla.dudosas == () for f in despues.fuentes)


def _todas(lectura: Lectura) -> list[list[dict[str, str]]]:
    return [_fichas(fuente) for fuente in lectura.fuentes]


def test_el_mapa_nombra_por_su_letra_las_columnas_sin_cabecera(tmp_path, abierto):
    ruta = tmp_path / "sin.csv"
    ruta.write_text("ANA GIL PAZ;612345678;x\nEVA SOL RUIZ;699111222;y\n", encoding="utf-8")
    mapa = _mapa(tmp_path, '[columnas]\nA = "nombre_completo"\nB = "movil"\nZZZ = "email"\n')
    (fuente,) = leer_fuentes([ruta], abierto, mapa=mapa).fuentes
    assert _fichas(fuente)[0] == {"nombre_completo": "ANA GIL PAZ", "movil": "612345678"}


def test_un_mapa_puede_decir_de_que_hoja_habla(red, tmp_path, abierto):
    mapa = _mapa(tmp_path, '[columnas.Enero]\nStand = "punto_recogida"\n')
    enero, _ = leer_fuentes([red / "feria.xlsx"], abierto, mapa=mapa).fuentes
    assert _fichas(enero)[0]["punto_recogida"] == "B12"


@pytest.mark.parametrize(
    ("texto", "dicho"),
    [
        ('[columnas]\nTel = "telefon"\n', r"mapa\.toml, línea 2.*¿quiso decir «telefono»"),
        ('[columnas]\nTel = "id_cliente"\n', r"línea 2: el campo «id_cliente» no se conoce"),
        ("[columnas]\nTel = 3\n", r"línea 2.*entre comillas"),
        ('[columna]\nTel = "telefono"\n', r"línea 1: «columna» no se conoce.*«columnas»"),
        ("", r"no hay ninguna columna.*\[columnas\]"),
        ("[columnas\n", r"línea 1"),
    ],
)
def test_un_mapa_malo_dice_la_linea_y_el_parecido(tmp_path, texto, dicho):
    with pytest.raises(ErrorUso, match=dicho):
        _mapa(tmp_path, texto)


def test_un_mapa_que_da_un_campo_a_dos_columnas_lo_dice(tmp_path, abierto):
    ruta = tmp_path / "rara.csv"
    ruta.write_text(RARA, encoding="utf-8")
    mapa = _mapa(tmp_path, '[columnas]\n"Quien es" = "interes"\n"Va de" = "interes"\n')
    with pytest.raises(ErrorUso, match="«interes» a «Quien es» y a «Va de»"):
        leer_fuentes([ruta], abierto, mapa=mapa)


def test_las_politicas_de_al_lado_ayudan_y_si_hablan_de_otra_hoja_no_estorban(tmp_path, abierto):
    carpeta = tmp_path / "sucursal"
    carpeta.mkdir()
    (carpeta / "rara.csv").write_text(RARA, encoding="utf-8")
    toml = carpeta / "clientesctl.toml"
    toml.write_text('pais = "PY"\n[columnas.rara]\n"Va de" = "interes"\n', encoding="utf-8")
    (fuente,) = leer_fuentes([carpeta], abierto).fuentes
    assert (_fichas(fuente)[0]["interes"], fuente.pais) == ("RIEGO", "PY")
    toml.write_text('[columnas.rara]\n"No está" = "interes"\n', encoding="utf-8")
    lectura = leer_fuentes([carpeta], abierto)
    assert "--mapa" in lectura.no_leidas[0].motivo


# --- Lo que sea ------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.sampled_from(
                ["Nombre", "Phone 1 - Value", "First Name", "Correo", ",", ";", "\n", '"', "Ana",
                 "612345678", "Acepto recibir ofertas", " ::: ", "Business Street", "Apellidos"]
            )
        ).map(lambda trozos: "".join(trozos).encode()),
    ),
    st.sampled_from(["x.csv", "x.vcf", "x.xlsx", "x"]),
)  # fmt: skip
@example(b"BEGIN:VCARD\n", "x.csv")
@example(b"", "x.vcf")
def test_nada_de_lo_que_haya_en_un_fichero_acaba_en_una_traza(tmp_path, abierto, octetos, nombre):
    ruta = tmp_path / nombre
    ruta.write_bytes(octetos)
    try:
        lectura = leer_fuentes([ruta], abierto)
    except ErrorClientes as error:
        assert str(error)
    else:
        assert lectura.fichas >= 0


def test_un_codigo_postal_que_es_un_numero_entra_con_su_cero_y_se_dice(
    tmp_path: Path, abierto: Abierto
) -> None:
    filas = (("Nombre", "Apellidos", "Móvil", "C.P."), ("Ana", "Gil Paz", "612345678", 8001))
    lista = _libro(tmp_path / "feria.xlsx", Hoja1=filas)  # type: ignore[arg-type]  # un número
    (fuente,) = leer_fuentes([lista], abierto, mapa=Mapa()).fuentes
    assert _fichas(fuente)[0]["codigo_postal"] == "08001"
    assert "a 1 código postal le faltaba el cero de delante" in fuente.avisos[-1]


def test_las_filas_escritas_que_no_son_fichas_se_cuentan(tmp_path: Path, abierto: Abierto) -> None:
    codigo, nota = ("",) * 5 + ("28001",), ("",) * 6 + ("pregunta por su primo",)
    lista = _libro(tmp_path / "feria.xlsx", Hoja1=(*FERIA, codigo, nota, ("TOTAL",)))
    (fuente,) = leer_fuentes([lista], abierto, mapa=Mapa()).fuentes
    assert (len(fuente.tabla), fuente.sueltas) == (2, (6, 7, 8))
    assert "con algo escrito que no parecen fichas" in fuente.avisos[-1]
