"""El suelo de los datos: qué es un registro, una hoja, un hallazgo, una política."""
