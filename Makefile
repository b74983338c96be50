# Everything a person types. Each target's comment is its line in `make help`.
PYTHON ?= python3
BIN := .venv/bin
# Where an environment forbids Python to keep what it compiles, each kernel and each test would compile its libraries anew.
export PYTHONDONTWRITEBYTECODE =
.DEFAULT_GOAL := help
.PHONY: help setup report test check lab lock messages benchmarks clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null || grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST)

setup: ## make .venv hold exactly what the lock says
	@$(PYTHON) scripts/setup.py

report: setup ## build everything offline: data/raw -> data/processed -> reports
	@$(BIN)/mapping build --languages all

test: check ## run every test, the style, type and import-floor checks
	@$(BIN)/python -m pytest -n auto --dist loadfile -m slow

check: setup ## the quick subset of the tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow"

lab: setup ## open JupyterLab with the notebooks (it asks nobody for news)
	@$(BIN)/mapping lab

messages: setup ## collect translatable texts into locale/
	@$(BIN)/python scripts/messages.py

lock: setup ## renew the lock files from pyproject.toml
	@$(BIN)/python scripts/lock.py

benchmarks: ## install the peers and run what is measured by hand
	@$(PYTHON) scripts/setup.py benchmarks
	@$(BIN)/python -m benchmarks

clean: ## delete what was made: data/processed and reports
	@$(BIN)/mapping sweep
