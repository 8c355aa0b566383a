# Every target explains itself: `make help`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check placing bench look lock format translate coverage clean

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
PORT ?= 8000
WITHOUT ?=
JOBS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
	&& { echo $$python; break; }; done)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-header

BASE_URL ?= http://127.0.0.1:$(PORT)

export PORT WITHOUT
run: export BASE_URL := $(BASE_URL)

help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY) ## Start it with a demonstration festival (PORT=8000)
	@$(BIN)/wellness db upgrade
	@$(BIN)/wellness demo
	@echo
	@echo "  Wellness is starting on $(BASE_URL)"
	@echo "  What you keep a place in is under /me, with your pass and your calendars."
	@echo "  To plan it, choose who of its team you are under /staff/demo/."
	@echo "  Letters are not sent anywhere: /letters shows them. Help is under /help."
	@echo "  Stop it with Ctrl+C. What you did stays in var/."
	@echo
	@exec $(BIN)/wellness serve

test: $(READY_DEV) ## Run every test (WITHOUT="browser postgresql" leaves parts out and says so)
	@$(BIN)/python -m tests.provision
	$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m "not browser and not rush"
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadgroup -m browser
	$(BIN)/python -m pytest -q -m rush

check: $(READY_DEV) ## Check format, lint, types, contracts, migrations, templates, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.check.migrations
	$(BIN)/python -m tests.check.templates
	$(BIN)/python -m tests.check.translations

placing: $(READY) ## Install the solver that automatic placing needs (large)
	$(PIP) --require-hashes -r requirements-placing.lock

bench: $(READY_DEV) ## Measure pages, feeds, crowds and imports, as ratios in one run
	@$(BIN)/python -m tests.bench

look: $(READY_DEV) ## Photograph every page into look/ with one contact sheet
	@$(BIN)/python -m tests.provision chromium
	@$(BIN)/python -m tests.look

coverage: $(READY_DEV) ## Run the tests without browser and rush, and say which branches they miss
	$(BIN)/python -m coverage run -m pytest -q -m "not browser and not rush"
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

translate: $(READY_DEV) ## Bring the catalogues in step with the texts, ready to be translated
	@$(BIN)/python -m tests.check.translations --update

format: $(READY_DEV) ## Format the code and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(READY_DEV) ## Renew the three lock files from pyproject.toml
	@$(PIP) uv
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --extra placing -c requirements.lock -o requirements-placing.lock
	$(COMPILE) pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock

clean: ## Remove what was installed and cached (what you did with `make run` stays in var/)
	rm -rf $(VENV) look .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		.coverage *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Wellness needs Python 3.11, 3.12 or 3.13, and none was found." >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(READY): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the application needs (requirements.lock)"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --editable .
	@touch $@

$(READY_DEV): requirements-dev.lock $(READY)
	@echo "Installing what the tests need (requirements-dev.lock)"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
