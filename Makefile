# Las dos órdenes del README: «make demo» y «make test». Cada una prepara lo que le falta.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
EJEMPLO := examples/generado

.PHONY: demo test lint bench bench-duplicados corpus fiabilidad plantillas reglas limpiar
.DEFAULT_GOAL := demo

$(VENV)/.programa: requisitos/construir.txt requisitos/programa.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("clientesctl necesita Python 3.11 o posterior; éste es " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requisitos/construir.txt -r requisitos/programa.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.desarrollo: $(VENV)/.programa requisitos/desarrollo.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requisitos/desarrollo.txt
	touch $@

$(EJEMPLO)/registro_sucio.xlsx: $(VENV)/.programa examples/generar.py
	$(BIN)/python examples/generar.py --semilla 7 --clientes 3000 --ventas 20000 --salida $(EJEMPLO)

demo: $(VENV)/.programa $(EJEMPLO)/registro_sucio.xlsx
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh $(EJEMPLO)

test: $(VENV)/.desarrollo
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.desarrollo
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.desarrollo
	@for medida in bench/*.py bench/duplicados; do echo "== $$medida"; $(BIN)/python $$medida || exit 1; done

# Los programas con que se compara `duplicados`, en un entorno que nada más necesita.
.venv-rivales/.hecho: requisitos/rivales.txt
	$(PYTHON) -m venv .venv-rivales
	.venv-rivales/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requisitos/rivales.txt
	touch $@

bench-duplicados: $(VENV)/.desarrollo .venv-rivales/.hecho
	$(BIN)/python bench/duplicados

# Los libros de otros: CORPUS=carpeta los recorre todos con todas las órdenes, y escribe en todos.
CORPUS ?= ../shared/corpus
corpus: $(VENV)/.desarrollo
	$(BIN)/python scripts/recorrer_corpus.py $(CORPUS)
	$(BIN)/python scripts/probar_escritura.py $(CORPUS) --libreoffice

# Rompe una escritura de todas las maneras, cientos de veces, y lo cuenta en docs/FIABILIDAD.md.
fiabilidad: $(VENV)/.desarrollo
	$(BIN)/python scripts/romper_escritura.py

plantillas: $(VENV)/.programa
	$(BIN)/python plantillas/hacer.py

reglas: $(VENV)/.programa
	$(BIN)/python scripts/escribir_reglas.py

limpiar:
	rm -rf $(VENV) .venv-rivales $(EJEMPLO) build dist src/*.egg-info
