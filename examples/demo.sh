#!/bin/sh
# Enseña las órdenes principales sobre el registro de ejemplo. Uso: demo.sh CARPETA
# Vale que una orden acabe en 0 (nada que decir) o en 1 (hay algo que mirar); lo demás, no.
set -u
carpeta=$1
aqui=$(dirname "$0")
libro=$carpeta/registro_sucio.xlsx
hoy=2026-11-22
LINEAS=${LINEAS:-24}

ensenar() {
  limite=$1
  shift
  printf '\n$ clientesctl %s\n' "$*"
  salida=$(mktemp)
  clientesctl "$@" >"$salida" 2>&1
  codigo=$?
  total=$(wc -l <"$salida")
  tail -n "$limite" "$salida"
  if [ "$total" -gt "$limite" ]; then
    printf '(las últimas %s de %s líneas)\n' "$limite" "$total"
  fi
  rm -f "$salida"
  case $codigo in
    0 | 1) ;;
    *)
      echo "demo: la orden ha acabado en $codigo" >&2
      exit "$codigo"
      ;;
  esac
}

# Un libro que el programa no ha visto nunca: qué entiende y cómo está.
ensenar 60 diagnostico "$carpeta/ajeno.xlsx" --hoy $hoy --formato tabla

# El registro de ejemplo: tres mil clientes y veinte mil ventas, con sus defectos.
ensenar "$LINEAS" validar "$libro" --hoy $hoy --formato tabla
ensenar 16 validar --explicar codigo_postal_sin_cero

# Corregir lo que es seguro, en una copia: antes se enseña, después se escribe y siempre se vuelve.
cp "$libro" "$carpeta/corregido.xlsx"
ensenar "$LINEAS" corregir "$carpeta/corregido.xlsx" --hoy $hoy --formato tabla
ensenar 8 corregir "$carpeta/corregido.xlsx" --hoy $hoy --aplicar
ensenar 8 historial "$carpeta/corregido.xlsx" --formato tabla --ultimas 3
ensenar 8 deshacer "$carpeta/corregido.xlsx"

ensenar "$LINEAS" duplicados "$libro" --formato tabla

# De los que están dos veces, una sola ficha: en la misma copia, y de vuelta.
ensenar "$LINEAS" duplicados fusionar --libro "$carpeta/corregido.xlsx" --hoy $hoy --formato tabla
ensenar 8 duplicados fusionar --libro "$carpeta/corregido.xlsx" --hoy $hoy --aplicar
ensenar 8 deshacer "$carpeta/corregido.xlsx"

# La lista de una feria: qué es nuevo, qué ya estaba y qué no entra; y quién llama.
cp "$carpeta/registro_limpio.xlsx" "$carpeta/tienda.xlsx"
tienda="--libro $carpeta/tienda.xlsx --hoy $hoy"
# shellcheck disable=SC2086  # son dos opciones, con sus valores
{
  ensenar "$LINEAS" importar "$aqui/feria.csv" $tienda --medio feria --obtenido 2026-11-21 --formato tabla
  ensenar 8 importar "$aqui/feria.csv" $tienda --medio feria --obtenido 2026-11-21 --aplicar --rechazadas "$carpeta/rechazadas.xlsx"
  ensenar 8 contacto 612001122 "pregunta por un riego" --en 2 $tienda
  ensenar 8 cita 612001122 "hoy 12:30" --asunto "VER RIEGOS" $tienda
  ensenar 12 quien "garcía zubizarreta" $tienda --formato tabla
  ensenar 8 venta 612001122 "180 €" --producto RIEGO --pagada $tienda
  ensenar 60 ficha 612001122 $tienda --formato tabla
  ensenar "$LINEAS" agenda $tienda --formato tabla
}
ensenar "$LINEAS" frescura "$libro" --hoy $hoy --formato tabla

ensenar "$LINEAS" estado "$libro" --dias 45 --hoy $hoy --formato tabla
ensenar "$LINEAS" estado "$libro" --dias 45 --hoy $hoy --formato tabla --por vendedor
ensenar 12 estado "$libro" --dias 45 --hoy $hoy --solo pre-inactivo,inactivo --por vendedor --salida "$carpeta/listas/"

# El lunes: las llamadas de cada vendedor, cómo va la semana, a quién se pierde y a quién escribir.
lunes=2026-11-23
limpio=$carpeta/registro_limpio.xlsx
ensenar "$LINEAS" llamadas "$limpio" --hoy $lunes --vendedor EMILY --maximo 6 --formato tabla
ensenar 8 llamadas "$limpio" --hoy $lunes --por vendedor --salida "$carpeta/llamadas/"
ensenar "$LINEAS" buscar 'sexo=MUJER gasto>200 dias=30' --libro "$limpio" --hoy $lunes --formato tabla
ensenar 30 estadisticas "$limpio" --hoy $lunes --formato tabla
ensenar "$LINEAS" perdidas "$limpio" --hoy $lunes --formato tabla
ensenar "$LINEAS" puntuacion "$limpio" --hoy $lunes --formato tabla --maximo 3
ensenar "$LINEAS" repartir "$limpio" --por volumen --hoy $lunes --formato tabla
ensenar 8 informe "$limpio" --hoy $lunes --salida "$carpeta/informe.html"

printf '\nLos libros del ejemplo están en %s; el paseo completo, en docs/PASEO.md.\n' "$carpeta"
