"""Lo que las notas dicen de quien no quiere que le llamen."""

from __future__ import annotations

import pytest

from clientesctl.textos.negativas import hay_pistas, leer_negativa


@pytest.mark.parametrize(
    "notas",
    [
        "NO LLAMAR",
        "no llamar",
        "No llamar!!",
        "NO LLAMAR MAS",
        "No llamar más, muy enfadado",
        "no quiere que le llamen",
        "No quiere que la llamemos",
        "pide que no le llamemos más",
        "no molestar",
        "NO CONTACTAR",
        "no contactar",
        "no quiere publicidad ni llamadas",
        "ha pedido que no se le contacte",
        "dado de baja",
        "BAJA",
        "baja voluntaria",
        "Lista Robinson",
        "apuntado a Robinson",
        "fallecido",
        "FALLECIDA en 2024",
        "falleció en marzo",
        "murió",
        "difunto",
        "q.e.p.d.",
        "Q. E. P. D.",
        "D.E.P.",
        "ha muerto",
        "No desea ser contactado",
        "no desea llamadas",
        "NO LLAMAR NUNCA",
        "oposición al tratamiento",
        "ejerció derecho de supresión",
        "pidió borrar sus datos",
        "no volver a llamar",
        "No telefonear",
        "no insistir",
        "dejar de llamar",
        "no autoriza llamadas",
        "No marcar",
        "ya no marcarle",
        "no hablarle por teléfono",
        "exitus",
        "finado",
        "Nos pidió que no le llamáramos",
        "quiere que dejemos de llamarle",
        "No llamarle",
        "no llamarla",
        "no le llamen",
        "NO LLAMAR - RGPD",
        "unsubscribe",
        "opt-out",
        "do not call",
        "NO LLAMAR A ESTE CLIENTE",
        "no llamar en ningún caso",
        "NO-LLAMAR",
        "NOLLAMAR",
        "Prohibido llamar",
        "no llamar hasta nuevo aviso",
        "no llamar, prefiere whatsapp",
        "Cliente fiel. Falleció el sábado",
    ],
)
def test_quien_esta_fuera_lo_esta_lo_escriban_como_lo_escriban(notas: str) -> None:
    assert leer_negativa(notas)
    assert hay_pistas(["CLIENTE FIEL", notas])


@pytest.mark.parametrize(
    "notas",
    [
        "llamar por la tarde",
        "No llamar antes de las 10",
        "no llamar por la mañana",
        "no llamar los lunes",
        "no llamar a la hora de comer",
        "su marido falleció; muy amable",
        "viuda, el marido murió",
        "no llamar al fijo, mejor al móvil",
        "interesado en baja tensión",
        "trabaja en la planta baja",
        "vive en el bajo",
        "llamar siempre",
        "no molesta que le llamen",
        "no olvidar llamar",
        "no dejar de llamar",
        "llamar, no escribir",
        "cliente de baja rotación",
        "Robinson Crusoe 3",
        "no quiere correos",
        "la Baja California",
        "No llamar hasta septiembre",
        "compra poco",
        "su madre ha muerto, dar pésame",
        "No llamar hasta mayo",
        "no llama nunca él",
        "murió el sábado su padre",
        "hijo del difunto Ramón",
        "de baja médica",
        "baja por enfermedad",
        "se dio de baja del boletín",
        "no marcar como spam",
        "punto muerto en la negociación",
        "no contactado aún",
    ],
)
def test_lo_que_solo_dice_cuando_o_habla_de_otro_no_aparta_a_nadie(notas: str) -> None:
    assert leer_negativa(notas) == ""


@pytest.mark.parametrize(
    ("notas", "dice"),
    [
        ("Buen pagador. NO LLAMAR", "no llamar"),
        ("no llamar, prefiere whatsapp", "no llamar"),
        ("no contactar ni llamar", "no quiere"),
        ("no quiere publicidad ni llamadas", "no quiere"),
        ("pide la baja", "baja"),
        ("la clienta ha fallecido", "fallecido"),
        ("baja por fallecimiento", "baja"),
    ],
)
def test_dice_que_fue_lo_que_paso(notas: str, dice: str) -> None:
    assert leer_negativa(notas) == dice
