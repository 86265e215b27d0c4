# Everything a person types here. Needs Python >= 3.11, make and git; nothing else has to be installed.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8501
ARGS ?=
# Images of containers often forbid Python to keep what it has compiled: then every process compiles all of it again.
unexport PYTHONDONTWRITEBYTECODE

# The newest interpreter that runs, is new enough and can make virtual environments.
FIND_PYTHON = for name in python3.13 python3.12 python3.11 python3 python; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { command -v "$$name"; break; }; done
PIP = $(BIN)/python -m pip --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench demo docs lock migration format clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' $(MAKEFILE_LIST) | awk -F': ' '{ printf "make %-10s %s\n", $$1, $$2 }'

setup: $(VENV)/.dev ## virtual environment in .venv with the locked dependencies, development tools included
	@:

run: $(VENV)/.runtime ## serve the portal (PORT=8501 HOST=127.0.0.1); an empty database gets demo data
	@$(BIN)/neikong serve --with-demo --host $(HOST) --port $(PORT)

test: $(VENV)/.dev ## all tests (ARGS="-k overdue tests/domain" for some)
	@$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder $(ARGS)

check: $(VENV)/.dev ## format, lint, types, import contracts, unused dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .

bench: $(VENV)/.dev ## measure speed on this machine
	$(BIN)/python -m tests.benchmarks $(ARGS)

demo: $(VENV)/.runtime ## fresh demo data
	$(BIN)/neikong demo load --fresh

docs: $(VENV)/.dev ## write docs/workflows.md from the code
	$(BIN)/python -m tests.architecture.workflow_document

lock: $(VENV)/.dev ## pin all dependencies anew (ARGS="--upgrade" for the newest)
	@$(COMPILE) --group build --output-file requirements.txt
	@$(COMPILE) --group build --group dev --constraints requirements.txt --output-file requirements-dev.txt

# No address of an index is written: wherever this is installed, pip's own configuration says where to fetch.
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(ARGS)

migration: $(VENV)/.dev ## write a migration for what changed in the model (NAME="what it does")
	@test -n "$(NAME)" || { echo 'say what it does: make migration NAME="add credit limits"' >&2; exit 2; }
	$(BIN)/alembic revision --autogenerate --message "$(NAME)"

format: $(VENV)/.dev ## format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove the virtual environment and all caches; data stays
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@python="$(PYTHON)"; test -n "$$python" || python=$$($(FIND_PYTHON)); \
	test -n "$$python" || { echo "Neikong needs Python 3.11 or newer with the venv module (Debian: apt-get install python3-venv)." \
	"If it is not on the PATH, name it: make PYTHON=/path/to/python3" >&2; exit 1; }; \
	echo "setting up $(VENV) with $$python"; "$$python" -m venv $(VENV)

$(VENV)/.runtime: requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "installing the locked dependencies"
	@$(PIP) install -qq --require-hashes --requirement requirements.txt
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "installing the locked development tools"
	@$(PIP) install -qq --require-hashes --requirement requirements-dev.txt
	@touch $@
