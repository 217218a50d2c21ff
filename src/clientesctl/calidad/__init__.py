"""La calidad: las políticas de captura puestas a prueba fila a fila."""
