"""Las reglas de captura, una por fichero; `calidad.tabla` las reúne."""
