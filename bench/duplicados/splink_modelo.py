"""Splink 5 con DuckDB y sin etiquetas: prepara los datos, entrena y predice.

El modelo de cada registro es el de su documentación y está en splink_modelos.py. El umbral de
fábrica es el 0,95 con que agrupan sus ejemplos; los grupos, sus componentes conexas.
"""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pandas as pd
from contienda import Clase, Respuesta, contender
from splink import DuckDBAPI, Linker, SettingsCreator
from splink_modelos import MODELOS, Modelo

_UMBRAL = 0.95
_DESDE = 0.01
_SEMILLA = 1


def hacer(registro: Path, clase: Clase, _rejilla: bool) -> Respuesta:
    """Los pares desde 0,01 de cada modelo de la clase, y los grupos desde 0,95."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    fichas = pd.read_csv(registro, dtype=str, skipinitialspace=True)
    fichas["unique_id"] = np.arange(len(fichas))
    grupos, pares = np.arange(len(fichas)), []
    for modelo in MODELOS[clase]:
        preparadas = modelo.preparar(fichas)
        if len(preparadas) < 2:
            continue
        hallados, suyos = _enlazar(modelo, preparadas)
        pares.append(hallados)
        grupos[suyos["unique_id"].to_numpy()] = suyos["cluster_id"].to_numpy()
    todos = pd.concat(pares, ignore_index=True)
    a, b = todos["unique_id_l"].to_numpy(), todos["unique_id_r"].to_numpy()
    puntos = todos["match_probability"].to_numpy()
    return Respuesta(np.minimum(a, b), np.maximum(a, b), puntos, _UMBRAL, grupos)


def _enlazar(modelo: Modelo, fichas: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Los pares y los grupos de un modelo entrenado con esas mismas fichas."""
    api = DuckDBAPI()
    ajustes = SettingsCreator(
        link_type="dedupe_only",
        comparisons=modelo.comparaciones(),
        blocking_rules_to_generate_predictions=modelo.bloques,
        retain_matching_columns=False,
    )
    enlazador = Linker(api.register(fichas), ajustes)
    entrenar = enlazador.training
    entrenar.estimate_probability_two_random_records_match(modelo.seguras, recall=modelo.alcance)
    entrenar.estimate_u_using_random_sampling(max_pairs=modelo.parejas_u, seed=_SEMILLA)
    for bloque in modelo.de_entrenar:
        entrenar.estimate_parameters_using_expectation_maximisation(bloque)
    prediccion = enlazador.inference.predict(threshold_match_probability=_DESDE)
    agrupadas = enlazador.clustering.cluster_pairwise_predictions_at_threshold(
        prediccion, threshold_match_probability=_UMBRAL
    )
    columnas = ["unique_id_l", "unique_id_r", "match_probability"]
    pares = prediccion.as_pandas_dataframe()[columnas]
    return pares, agrupadas.as_pandas_dataframe()[["unique_id", "cluster_id"]]


if __name__ == "__main__":
    contender("splink", hacer)
