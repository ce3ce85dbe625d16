# What there is to do: `make help`.

ARTICLES ?= articles
BENCH    ?= articles
STORE    := build/graph
EXPORTS  := build/graph.ttl build/graph.nq build/graph.gexf

# Any Python from 3.11 on will do; say `make PYTHON=/path/to/python` to choose one.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

.DEFAULT_GOAL := help
.PHONY: help build-graph exports test lint wheel-test floors audit bench readme gephi web serve lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build-graph: .venv/installed ## read ARTICLES=articles into build/graph, and write it as Turtle, N-Quads and GEXF
	@$(BIN)/kg build $(ARTICLES) --store $(STORE) --compare-raw; status=$$?; \
	if [ -f $(STORE)/CURRENT ]; then $(MAKE) --no-print-directory exports || exit; fi; exit $$status

exports: $(EXPORTS)
	@:

build/graph.ttl: $(STORE)/CURRENT
	@$(BIN)/kg export turtle $@ --store $(STORE)

build/graph.nq: $(STORE)/CURRENT
	@$(BIN)/kg export nquads $@ --store $(STORE)

build/graph.gexf: $(STORE)/CURRENT
	@$(BIN)/kg export gexf $@ --store $(STORE)

test: .venv/installed-dev ## run the tests
	$(BIN)/pytest -m "not wheel" --numprocesses auto --maxprocesses 4 --dist worksteal

lint: .venv/installed-dev ## check style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel-test: .venv/installed-dev ## build the wheel, install it in a clean environment and use it there
	$(BIN)/pytest -m wheel tests/test_wheel.py

floors: .venv/installed ## check on annotated texts that it reads as well as it did
	$(BIN)/python evaluation/ratchet.py

audit: .venv/installed .venv-audit/installed ## look up known holes, check the licenses, write build/sbom.json
	@.venv-audit/bin/python evaluation/audit.py $(BIN)/python

bench: .venv/installed ## measure speed, growth and memory on BENCH=articles, beside the goals
	$(BIN)/python evaluation/bench $(BENCH)

readme: .venv/installed-dev ## write the README's example output anew
	WRITE_README=1 $(BIN)/pytest tests/model/test_readme.py

gephi: build-graph ## open the graph in Gephi, or say how
	@if command -v gephi >/dev/null; then gephi --open build/graph.gexf; \
	else echo "Open build/graph.gexf in Gephi (gephi.org), or drop it on Gephi Lite in the browser."; fi

web: build-graph ## make build/graph.html, which draws the network in any browser (needs Node.js, once)
	@$(BIN)/python hatch_build.py
	@$(BIN)/kg export html build/graph.html --store $(STORE)

serve: build-graph ## serve the graph on this machine: pages to look at, SPARQL, and the queries as JSON and CSV
	@if command -v npm >/dev/null; then $(BIN)/python hatch_build.py; fi
	@$(BIN)/kg serve --store $(STORE)

lock: ## resolve the dependencies anew (needs pip-compile of pip-tools, and npm)
	pip-compile $(LOCK) --build-deps-for editable --output-file requirements.lock pyproject.toml
	pip-compile $(LOCK) --build-deps-for editable --extra dev --constraint requirements.lock --output-file requirements-dev.lock \
		pyproject.toml
	$(EXTRA) audit <pyproject.toml | pip-compile $(LOCK) --constraint requirements.lock --output-file requirements-audit.lock -
	npm install $(NPM_LOCK) --prefix kg/export/web
	npm install $(NPM_LOCK) --prefix tests/node

# Hashes without addresses: the lock installs from whatever index pip is set up with.
LOCK := --quiet --no-config --generate-hashes --allow-unsafe --strip-extras \
	--no-header --no-annotate --no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
# What an extra of pyproject.toml asks for, without what kg itself does.
EXTRA := python3 -c 'import sys, tomllib; project = tomllib.load(sys.stdin.buffer)["project"]; \
	print(*project["optional-dependencies"][sys.argv[1]], sep="\n")'
NPM_LOCK := --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund --loglevel=error

clean: ## remove the environment and everything that was built, but not what was decided about it
	@if [ -d build ]; then find build -mindepth 1 ! -name curation.ttl -delete 2>/dev/null || true; fi
	@rmdir build 2>/dev/null || true
	rm -rf .venv .venv-audit dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# The stamps say which lock an environment holds: a second run installs nothing.
.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing the locked dependencies into .venv (once, about 700 MB) ..."
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	@echo "Installing the tools for tests and checks into .venv (once) ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(BIN)/python -m tests.node_reader
	@touch $@

# In an environment of its own: what looks at the packages must not be one of them.
.venv-audit/installed: requirements-audit.lock | .venv/bin/python
	@echo "Installing the tools of the audit into .venv-audit (once) ..."
	@$(BIN)/python -m venv .venv-audit
	@.venv-audit/bin/python -m pip --disable-pip-version-check --quiet --quiet install --require-hashes --requirement $<
	@touch $@

.venv/bin/python:
	@if [ -z "$(PYTHON)" ]; then echo "No Python 3.11 or newer was found: install one, or name it with make PYTHON=/path/to/python" >&2; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "$(PYTHON) is not Python 3.11 or newer: name another one with make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
	{ rm -rf .venv; echo "$(PYTHON) cannot make an environment: on Debian and Ubuntu, install python3-venv" >&2; exit 1; }
