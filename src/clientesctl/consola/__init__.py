"""Lo que ve una persona: la única planta con typer y rich."""
