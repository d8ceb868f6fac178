# `make run` sets up and serves; `make test` sets up and tests. Both set up again only when the pins change.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PINS := constraints.txt pyproject.toml
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

HOST ?= 127.0.0.1
PORT ?= 8001
JOBS ?= 2

.PHONY: run test check format example bench docs screenshots clean

run: $(VENV)/.ready-run
	@$(BIN)/tracker run --or-example --jobs $(JOBS) || [ $$? -eq 1 ]
	@$(BIN)/tracker serve --host $(HOST) --port $(PORT)

test: $(VENV)/.ready-test
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

check: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.ready-test
	$(BIN)/python -m benchmarks

docs: $(VENV)/.ready-test
	$(BIN)/python docs/make.py

screenshots: $(VENV)/.ready-test
	$(BIN)/python docs/make_screenshots.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready-run: $(PINS) | $(VENV)/bin/python
	@echo "Setting up (a few minutes, once) ..."
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready-run
	$(PIP) install --constraint constraints.txt --editable '.[test]'
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready-test
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
