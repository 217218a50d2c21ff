"""Hechos de la lengua y de los países: funciones puras que solo conocen textos."""
