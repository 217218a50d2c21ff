import pytest

from clientesctl.libro.lectura import leer_libro
from clientesctl.registro.errores import ErrorLibro
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.reconocer import reconocer

AGENDAS = {"51626_contact.xlsx", "issue-870.xlsx"}
"""Los únicos que son una lista de personas: con sus señas, o con nombre, apellidos y edad."""


@pytest.mark.corpus
def test_ningun_libro_que_no_sea_una_agenda_pasa_por_registro(corpus):
    tomados = set()
    for ruta in sorted(corpus.rglob("*.xlsx"))[::12]:
        try:
            reconocer(leer_libro(ruta), Politicas())
        except ErrorLibro:
            continue
        tomados.add(ruta.name)
    assert tomados <= AGENDAS
