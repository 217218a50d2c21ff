"""Lo que alguien dicta o trae, hecho plan: altas, cambios, hechos e importaciones."""
