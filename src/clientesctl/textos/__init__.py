"""Hechos de lengua y de país como funciones puras."""
