"""Los apartados de los contactos: cuántos cada mes, por qué medio y quién los hace."""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.cartera.series_contactos import SIN_CONTACTOS, SIN_HOJA
from clientesctl.entregas.grafico import Barras, Columnas, Renglon, Serie
from clientesctl.entregas.informe import Apartado
from clientesctl.entregas.lista import Columna, Lista, Valor
from clientesctl.operaciones.informe import Informe
from clientesctl.operaciones.informe_frases import en_los_meses
from clientesctl.operaciones.informe_series import (
    RENGLONES,
    de_mas,
    en_frase,
    en_minusculas,
    etiquetas,
    por_meses,
    que_se_suma,
    sin_acabar,
)
from clientesctl.textos.cifras import contar, miles


def de_contactos(informe: Informe) -> Iterator[Apartado]:
    """Los contactos hechos cada mes, por medio."""
    contactos, titulo = informe.contactos, "A quién se llama, escribe y visita"
    if contactos is None or not contactos.por_medio:
        frase = SIN_HOJA if contactos is None else SIN_CONTACTOS
        yield Apartado("contactos", titulo, en_frase(frase))
        return
    frase = f"{contar(contactos.total, 'contacto hecho', 'contactos hechos')}"
    frase += f" {en_los_meses(informe)}"
    recibidos = contactos.recibidos
    frase += f"; los clientes empezaron otros {miles(recibidos)}." if recibidos else "."
    series = [
        Serie(_MEDIOS.get(medio, medio.lower()), n, i)
        for i, (medio, n) in enumerate(contactos.por_medio.items())
    ]
    grafico = Columnas(
        titulo, frase, etiquetas(informe), series, parcial=not informe.meses.acabado, sumadas=True
    )
    notas = (*sin_acabar(informe), *que_se_suma(informe, series))
    vacios = [i for i, n in enumerate(next(iter(contactos.por_medio.values()))) if n is not None]
    if vacios and vacios[0]:
        desde = etiquetas(informe)[vacios[0]].entera
        notas = (*notas, f"Los contactos apuntados empiezan en {desde}.")
    tabla = por_meses(informe, "CONTACTOS", en_minusculas(contactos.por_medio))
    yield Apartado("contactos", titulo, frase, grafico, tabla, notas)


_MEDIOS = {
    "LLAMADA": "llamadas", "CORREO": "correos", "VISITA": "visitas", "MENSAJE": "mensajes",
}  # fmt: skip


def de_quienes(informe: Informe) -> Iterator[Apartado]:
    """Los contactos de cada uno; nada, si no hay contactos o no consta de quién es ninguno."""
    contactos = informe.contactos
    if contactos is None or not any(q.nombre != "SIN VENDEDOR" for q in contactos.quienes):
        return
    titulo = "Quién los hace"
    quienes = [
        (q, "NO CONSTA" if q.nombre == "SIN VENDEDOR" else q.nombre) for q in contactos.quienes
    ]
    renglones = [
        Renglon(nombre, q.contactos, dicho=f"{miles(q.contactos)} · {miles(q.este_mes)} este mes")
        for q, nombre in quienes[:RENGLONES]
    ]
    columnas: tuple[Columna, ...] = (
        Columna("Quién", ancho=24), Columna("Contactos", "entero", 12),
        Columna("Este mes", "entero", 12), Columna("Sin respuesta", "entero", 14),
    )  # fmt: skip
    filas: list[list[Valor]] = [[n, q.contactos, q.este_mes, q.sin_respuesta] for q, n in quienes]
    if not contactos.se_apunta_la_respuesta:
        columnas, filas = columnas[:-1], [fila[:-1] for fila in filas]
    frase = f"Contactos hechos por cada uno {en_los_meses(informe)}."
    yield Apartado(
        "quienes", titulo, frase, Barras(titulo, frase, renglones),
        Lista("QUIÉN", columnas, filas), de_mas(len(quienes), "persona"),
    )  # fmt: skip
