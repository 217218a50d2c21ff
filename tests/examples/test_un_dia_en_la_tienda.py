"""Un día en la tienda, por su orden, sobre un libro de verdad que otro programa va leyendo.

Se llega con la lista de la feria, llama una de ella, otro la recibe, compra, devuelve, dice que no
a una propuesta y, mientras, alguien deja el libro abierto. Al final se deshace el día entero.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from ejemplo_hecho import hacer_ejemplo
from python_calamine import CalamineWorkbook

from clientesctl.consola.principal import ejecutar
from clientesctl.operaciones.libros import abrir_registro

pytestmark = pytest.mark.sistema

HOY = ["--hoy", "2026-11-26"]
FERIA = """Feria de Muestras 2026;;;;;
Nombre y apellidos;Empresa;C.P.;Móvil;E-mail;Interesado en
aurelia garcía zubizarreta;;28013;612 001 122;aurelia@ejemplo.es;riego
Aurelia Garcia Zubizarreta;;28013;612001122;;
;Ferretería Aldebarán Nueve, S.L.;28001;913 334 455;aldebaran@ejemplo.es;tornillos
{nombre};;{codigo};{movil};{correo};poda
marta ruiz sanz;;28004;;marta@ejemplo;césped
"""


class Tienda:
    """El libro, las órdenes que se le dan y lo que lee de él otro programa."""

    def __init__(self, libro: Path, soffice: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.libro, self._soffice, self._capsys = libro, soffice, capsys

    def orden(self, *args: str, codigo: int = 0) -> str:
        """La salida normal de la orden, que ha de acabar así."""
        self._capsys.readouterr()
        salio = ejecutar([*args, "--libro", str(self.libro)])
        dicho = self._capsys.readouterr()
        assert salio == codigo, f"{args}: {salio}\n{dicho.out}\n{dicho.err}"
        self.avisos = dicho.err
        return dicho.out

    def apuntar(self, *args: str) -> str:
        """El ID de lo que se apunta."""
        return self.orden(*args, *HOY).split("\t")[0]

    def lista(self, cual: str, *args: str) -> list[dict[str, str]]:
        """Una de las listas del JSON de la orden."""
        suya: list[dict[str, str]] = json.loads(self.orden(*args, "--formato", "json"))[cual]
        return suya

    def hallados(self, texto: str) -> list[dict[str, str]]:
        """A quién encuentra quien busca ese texto."""
        return self.lista("hallados", "quien", texto, *HOY)

    def fila(self, clase: str, suyo: str) -> dict[str, str]:
        """La ficha con ese ID tal como la lee el programa, y LibreOffice la lee igual."""
        tabla = abrir_registro(self.libro).registro.tablas[clase]
        posicion = [tabla.texto("id", i) for i in range(len(tabla))].index(suyo)
        aqui = {campo: tabla.texto(campo, posicion) for campo in tabla.columnas}
        alli = self._en_libreoffice(clase)[suyo]
        for campo, valor in aqui.items():
            assert alli.get(campo.upper(), "") == valor, (campo, valor)
        return aqui

    def _en_libreoffice(self, hoja: str) -> dict[str, dict[str, str]]:
        carpeta = self.libro.parent / "leido"
        perfil = f"-env:UserInstallation={(self.libro.parent.parent / 'perfil').as_uri()}"
        subprocess.run(
            [self._soffice, perfil, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
             "--outdir", str(carpeta), str(self.libro)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        cabecera, *filas = (
            CalamineWorkbook.from_path(carpeta / self.libro.name).get_sheet_by_name(hoja)
        ).to_python()
        leidas = [dict(zip(map(str, cabecera), map(_texto, f), strict=True)) for f in filas]
        return {fila["ID"]: fila for fila in leidas}


def _texto(valor: object) -> str:
    if isinstance(valor, float) and valor.is_integer():
        return str(int(valor))
    texto = str(valor)
    return texto.removesuffix(" 00:00:00")


@pytest.fixture
def tienda(
    tmp_path: Path, programa: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> Tienda:
    ejemplo = hacer_ejemplo(tmp_path / "ejemplo") / "registro_limpio.xlsx"
    libro = tmp_path / "tienda" / "tienda.xlsx"
    libro.parent.mkdir()
    libro.write_bytes(ejemplo.read_bytes())
    return Tienda(libro, programa("soffice"), capsys)


def _hacer_lista(tienda: Tienda) -> tuple[Path, str]:
    """La lista, en que viene una clienta que ya está y a quien le falta el correo; y su ID."""
    clientes = abrir_registro(tienda.libro).registro.clientes
    posicion = next(
        i
        for i in range(len(clientes))
        if clientes.texto("apellido_2", i)
        and clientes.texto("movil", i)
        and clientes.texto("codigo_postal", i)
        and not clientes.texto("email", i)
        and not clientes.texto("fusionado_en", i)
        and clientes.texto("pais", i) in {"", "ES"}
    )
    partes = ("nombre", "apellido_1", "apellido_2")
    texto = FERIA.format(
        nombre=" ".join(clientes.texto(campo, posicion) for campo in partes).lower(),
        codigo=clientes.texto("codigo_postal", posicion),
        movil=clientes.texto("movil", posicion),
        correo="nuevo@ejemplo.es",
    )
    lista = tienda.libro.with_name("feria.csv")
    lista.write_text(texto, encoding="cp1252")
    return lista, clientes.texto("id", posicion)


def _la_lista_de_la_feria(tienda: Tienda) -> None:
    """Primera hora: trae dobles dentro y una que ya es clienta."""
    al_abrir = tienda.libro.read_bytes()
    lista, conocida = _hacer_lista(tienda)
    importar = [
        *("importar", str(lista), "--medio", "FERIA", "--punto", "FERIA"),
        *("--obtenido", "2026-11-25", *HOY),
    ]
    tienda.orden(*importar, codigo=1)
    assert tienda.libro.read_bytes() == al_abrir
    rechazadas = lista.with_name("rechazadas.xlsx")
    tienda.orden(*importar, "--rechazadas", str(rechazadas), "--aplicar", codigo=1)
    assert "5 filas: 2 nuevas, 1 completa una ficha" in tienda.avisos
    assert "1 rechazada y 1 repetida que se junta" in tienda.avisos
    assert rechazadas.is_file()
    assert tienda.fila("CLIENTES", conocida)["email"] == "nuevo@ejemplo.es"
    importado = tienda.libro.read_bytes()
    tienda.orden(*importar, "--aplicar", codigo=1)
    assert tienda.libro.read_bytes() == importado, "la segunda vez no cambia nada"


def _la_llamada(tienda: Tienda) -> str:
    """Llama una de la feria, a la que se reconoce por el número de la pantalla; queda citada."""
    aurelia = tienda.hallados("+34 612 00 11 22")[0]["id"]
    suya = tienda.fila("CLIENTES", aurelia)
    nombre = (suya["nombre"], suya["apellido_1"], suya["apellido_2"])
    assert nombre == ("AURELIA", "GARCÍA", "ZUBIZARRETA")
    assert (suya["medio"], suya["etapa"], suya["fecha_alta"]) == ("FERIA", "INICIAL", "2026-11-25")
    llamada = tienda.apuntar(
        *("contacto", "612001122", "pregunta por un riego", "--sentido", "entrante"),
        *("--resultado", "INTERESA", "--proximo-paso", "PREPARAR PRESUPUESTO", "--en", "1"),
    )
    assert tienda.fila("CONTACTOS", llamada)["proxima_fecha"] == "2026-11-27"
    cita = tienda.apuntar(
        *("cita", aurelia, "hoy 12:30", "--asunto", "VER RIEGOS", "--quien", "EMILY")
    )
    assert tienda.fila("CITAS", cita)["id_cliente"] == aurelia
    return aurelia


def _el_mostrador(tienda: Tienda, aurelia: str) -> None:
    """La atiende otro, que solo oye «García»: compra, devuelve y no quiere lo que se le propone."""
    primera = tienda.hallados("garcia")[0]
    assert primera["id"] == aurelia
    assert "12:30" in json.dumps(primera, ensure_ascii=False)
    venta = tienda.apuntar(
        *("venta", aurelia, "180 €", "--producto", "RIEGO", "--factura", "F26-9001", "--pagada")
    )
    assert tienda.fila("VENTAS", venta)["pagada_el"] == "2026-11-26"
    assert tienda.fila("CLIENTES", aurelia)["etapa"] == "COMPRADOR"
    devuelto = tienda.fila("VENTAS", tienda.apuntar("venta", "--devuelve", venta, "60"))
    assert (devuelto["devuelve"], devuelto["importe"]) == (venta, "-60")
    propuesta = tienda.apuntar("propuesta", aurelia, "RIEGO COMPLETO", "1.450 €")
    tienda.apuntar("propuesta", propuesta, "--rechazada", "PRECIO")
    cerrada = tienda.fila("PROPUESTAS", propuesta)
    assert (cerrada["estado"], cerrada["motivo"]) == ("RECHAZADA", "PRECIO")


def _el_libro_abierto(tienda: Tienda, aurelia: str) -> None:
    """Alguien lo deja abierto en Excel: lo que se dicta espera, se ve y entra después."""
    abierto_en_excel = tienda.libro.with_name("~$tienda.xlsx")
    abierto_en_excel.write_bytes(b"\x05Emily" + b" " * 49)
    antes = tienda.libro.read_bytes()
    tienda.orden("contacto", aurelia, "faltaba una pieza", "--tipo", "queja", *HOY, codigo=4)
    assert tienda.libro.read_bytes() == antes
    assert "faltaba una pieza" in tienda.orden("ficha", aurelia, *HOY).lower()
    abierto_en_excel.unlink()
    tienda.orden("editar", aurelia, "interes=RIEGO POR GOTEO", *HOY)
    contactos = abrir_registro(tienda.libro).registro.tablas["CONTACTOS"]
    assert contactos.texto("tipo", len(contactos) - 1) == "QUEJA"
    assert tienda.fila("CLIENTES", aurelia)["interes"] == "RIEGO POR GOTEO"


def test_un_dia_en_la_tienda(tienda: Tienda) -> None:
    al_abrir = tienda.libro.read_bytes()
    _la_lista_de_la_feria(tienda)
    aurelia = _la_llamada(tienda)
    _el_mostrador(tienda, aurelia)
    _el_libro_abierto(tienda, aurelia)
    ordenes = [e["orden"] for e in tienda.lista("escrituras", "historial")]
    assert ordenes == [
        *("importar", "contacto", "cita", "venta", "venta", "propuesta", "propuesta"),
        *("contacto", "editar"),
    ]
    assert tienda.lista("hallazgos", "validar", "--regla", "referencia_rota", *HOY) == []
    tienda.orden("deshacer", "--hasta", "1")
    assert tienda.libro.read_bytes() == al_abrir
