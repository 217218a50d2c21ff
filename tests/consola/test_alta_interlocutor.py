"""Con quién se habla en una empresa."""

from __future__ import annotations

from pathlib import Path

import pytest
from libros_de_captura import REGISTRO
from orden_en_libro import Orden, libro_de


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(REGISTRO, tmp_path / "clientes.xlsx"), capsys)


def test_el_interlocutor_queda_a_nombre_de_su_empresa(orden):
    assert orden("alta", "--interlocutor-de", "talleres luna", "--nombre", "luis", "--apellidos",
                 "gil ruiz", "--cargo", "compras", "--telefono", "954333444",
                 "--decide") == 0  # fmt: skip
    assert orden.datos == "I-02"
    assert orden.ficha("I-02", "INTERLOCUTORES") == {
        "ID": "I-02", "ID_CLIENTE": "C-003", "NOMBRE": "LUIS", "APELLIDOS": "GIL RUIZ",
        "CARGO": "COMPRAS", "TELEFONO": "954 333 444", "DECIDE": "SI",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tecleado", "dice"),
    [
        (["--nombre", "eva", "--apellidos", "mora"], "ya está en la hoja INTERLOCUTORES, fila 2"),
        (["--email", "a@b.es"], "falta quién es"),
        (["--nombre", "LUIS", "--email", "no lo sé"], "EMAIL «no lo sé»"),
        (["--nombre", "LUIS", "--medio", "FERIA"], "«medio» no es un dato de un interlocutor"),
    ],
)
def test_el_interlocutor_que_no_vale_se_niega(orden, tecleado, dice):
    assert orden("alta", "--interlocutor-de", "C-003", *tecleado) == 2
    assert dice in orden.dicho
