# Everything a person needs is one of: demo, test. The rest serves those who change the code.
# Needs Python 3.11 or newer and make; all else is set up here.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PORT ?= 8000
WORKERS ?= 2
RESULTS := test-results
CITY := $(RESULTS)/city
# Order and examples are drawn anew for every state of the code and its tests, and alike wherever it is tested:
# what passed here passes there, and what failed there fails here. `make test SEED=7` draws others.
SEED ?= $(shell { printf '%d' "0x$$(git rev-parse HEAD:src HEAD:tests | git hash-object --stdin | cut -c1-7)"; } 2>/dev/null)
PYTEST := $(BIN)/python -m pytest --randomly-seed=$(SEED) --hypothesis-seed=$(SEED)
# Once is enough for what asks no database itself (contracts hold them to it): rules, papers, engines, and the doors,
# whose pages ask queries and services. Every address is still tried on PostgreSQL (tests/doors/test_rubbish.py).
ONCE := tests/engines tests/stages/*/rules tests/stages/*/documents tests/architecture tests/doors/web tests/doors/api \
	tests/doors/cli/test_demo*.py tests/doors/cli/schedule tests/doors/cli/test_servers.py

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo run test test-sqlite test-postgres test-browser fast lint format types arch \
	check still-checks moving-checks city bench access-table openapi messages migration lock clean

help:  ## what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## *' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: .venv/.ready  ## the virtual environment, pinned packages, fonts, translations

setup-dev: .venv/.ready-dev  ## setup, and what tests and checks need

.venv/.ready: requirements.lock pyproject.toml package-lock.json tools/set_up.py
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed." >&2; exit 2; }
	@$(PYTHON) tools/set_up.py requirements.lock
	@touch $@

.venv/.ready-dev: requirements-dev.lock .venv/.ready
	@$(PYTHON) tools/set_up.py requirements-dev.lock
	@touch $@

demo: setup  ## the running product on an invented city
	@$(BIN)/baeumgil demo --if-empty
	@$(BIN)/baeumgil run --port $(PORT) --open

run: setup  ## web server and worker on your own data
	@$(BIN)/baeumgil migrate --quiet
	@$(BIN)/baeumgil run --port $(PORT)

test: test-sqlite test-postgres  ## the whole suite on SQLite and on PostgreSQL

test-sqlite: setup-dev
	@mkdir -p $(RESULTS)
	@echo "== SQLite (seed $(SEED))"
	@$(PYTEST) tests -m "not browser" -n $(WORKERS) --dist worksteal --junitxml=$(RESULTS)/sqlite.xml

test-postgres: setup-dev
	@mkdir -p $(RESULTS)
	@echo "== PostgreSQL (seed $(SEED))"
	@$(BIN)/python tools/postgres.py $(PYTEST) tests -m "not browser" $(ONCE:%=--ignore-glob=%) \
		-n $(WORKERS) --dist worksteal --junitxml=$(RESULTS)/postgres.xml

test-browser: setup-dev  ## journeys and accessibility in a real browser
	@mkdir -p $(RESULTS)
	@echo "== Browser (seed $(SEED))"
	@$(BIN)/python tools/browser.py
	@$(PYTEST) tests -m browser -n $(WORKERS) --dist worksteal --junitxml=$(RESULTS)/browser.xml

fast: setup-dev  ## rules and engines only, on SQLite, in seconds
	@$(PYTEST) tests/engines tests/core tests/stages/*/rules -n $(WORKERS)

lint: setup-dev  ## format and lint
	@$(BIN)/ruff format --check src tests bench tools
	@$(BIN)/ruff check src tests bench tools

format: setup-dev  ## write the format
	@$(BIN)/ruff format src tests bench tools
	@$(BIN)/ruff check --fix src tests bench tools

types: setup-dev  ## strict types
	@$(BIN)/mypy

arch: setup-dev  ## import contracts
	@$(BIN)/lint-imports --no-cache

check: setup-dev  ## all of the above; CI runs this and nothing else
	@rm -rf $(CITY)
	@$(MAKE) --no-print-directory -j2 still-checks moving-checks
	@$(BIN)/python tools/count_tests.py $(RESULTS)/sqlite.xml $(RESULTS)/postgres.xml $(RESULTS)/browser.xml

still-checks: lint arch types city

city: setup-dev
	@$(BIN)/python -m tests.journeys.product $(CITY)

moving-checks:
	@$(MAKE) --no-print-directory -j1 test
	@BAEUMGIL_CITY=$(CURDIR)/$(CITY) $(MAKE) --no-print-directory test-browser

bench: setup-dev  ## ratios against a yardstick measured in the same run
	@$(BIN)/python tools/postgres.py --durable $(BIN)/python -m bench

access-table: setup-dev  ## write the URL x role table anew, to be read before it is committed
	@BAEUMGIL_WRITE_ACCESS_TABLE=1 $(PYTEST) tests/architecture/test_access_table.py

openapi: setup-dev  ## write the API description anew
	@$(BIN)/baeumgil api describe > docs/api/openapi.json

messages: setup-dev  ## collect the screen's words for translation
	@$(BIN)/python tools/messages.py collect

migration: setup-dev  ## make migration stage=people name=add_something
	@DJANGO_SETTINGS_MODULE=baeumgil.config.settings $(BIN)/django-admin makemigrations $(stage) --name $(name)

lock: setup-dev  ## pin every package anew, with hashes and no address (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-annotate pyproject.toml -o requirements.lock
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-annotate --extra dev pyproject.toml -o requirements-dev.lock

clean:  ## remove what setup and runs made (your data in var/ stays)
	@rm -rf .venv node_modules $(RESULTS) .mypy_cache .ruff_cache .hypothesis .coverage src/baeumgil/doors/web/static/vendor src/baeumgil/engines/documents/typefaces
