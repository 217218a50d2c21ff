"""Los dobles: normalizar, agrupar por bloques, comparar, ponderar y agrupar."""
