"""`python -m clientesctl` hace lo mismo que la orden instalada."""

from clientesctl.consola.principal import main

main()
