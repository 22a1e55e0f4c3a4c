# One page of commands. Everything they make stays in this folder: .venv, .cache, results and site.

.DEFAULT_GOAL := help
.PHONY: help setup demo app test browser lint bench docs lock clean FORCE

VENV := .venv
BIN := $(VENV)/bin
LIBRARIES := $(VENV)/.libraries
READY := $(VENV)/.stamp
PAGE := $(VENV)/.page

# Processes that run tests: one more than processors, since some tests wait for others.
WORKERS = $$(($$($(BIN)/python -c 'import os; print(os.cpu_count())') + 1))

# Extra words for the command behind demo, app, test and bench: make test ARGS="-k twins"
ARGS ?=

MAKEFLAGS += --no-print-directory
unexport PYTHONHOME PYTHONPATH
export PIP_CACHE_DIR ?= $(CURDIR)/.cache/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PIP_INSTALL := -m pip install --quiet --quiet --no-input

# Put a Python that is new enough in $$python, or stop. A name on PATH proves nothing (pyenv leaves
# shims for versions that are not selected, Debian splits off venv), so every candidate is asked.
# The versions the lock is checked for come first.
define FIND_PYTHON
pyenv="$${PYENV_ROOT:-$$HOME/.pyenv}/versions"; \
if [ -n "$$PYTHON" ]; then set -- "$$PYTHON"; else \
	set -- python3.13 python3.12 "$$pyenv"/3.13.*[0-9]/bin/python "$$pyenv"/3.12.*[0-9]/bin/python \
		python3.14 python3 python; \
fi; \
python=; \
for candidate do \
	if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; \
	then python=$$candidate; break; fi; \
done; \
if [ -z "$$python" ]; then \
	echo "edugroup needs Python 3.12 or newer with its venv module, and $${PYTHON:-this machine} has none:" \
		"install Python 3.13 (apt install python3.13-venv, brew install python@3.13 or pyenv install 3.13)" \
		"or name one with: make setup PYTHON=/path/to/python3.13" >&2; \
	exit 1; \
fi
endef

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s  %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## make .venv with the locked libraries and the edugroup command
	@echo "Ready: $(BIN)/edugroup --help"

demo: $(READY) ## run the demonstration into results/demo
	@$(BIN)/edugroup demo --out results/demo $(ARGS)

app: $(PAGE) ## step through a district in the browser
	@$(BIN)/edugroup app $(ARGS)

test: $(READY) $(PAGE) browser ## run the tests; with ARGS=--slow, or CI=true, the slow ones too
	@echo "Minutes on two cores, with slow tests (ARGS=--slow, or CI=true) about half an hour; a file runs in one process."
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(READY) ## check style, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(READY) ## time the model; the timings are kept in results/benchmarks
	@$(BIN)/python -m pytest tests/bench --benchmark-autosave --benchmark-storage=results/benchmarks $(ARGS)

docs: $(READY) ## write the tables of docs/ anew and build the site into site/
	@$(BIN)/python -m experiments.docs.odd
	@echo "Building the site; it stops at a warning or a dead link ..."
	@$(BIN)/python docs/site/build.py

clean: ## remove .venv, caches and builds (results stay)
	rm -rf $(VENV) .cache .hypothesis .benchmarks build dist site
	find sim experiments tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The last act of a complete installation writes the folder's own path into $(LIBRARIES). If that is
# missing (the installation was cut short), names another folder (the checkout was moved or copied), or
# the interpreter no longer runs, the environment is made anew.
SOUND := $(shell [ "`cat $(LIBRARIES) 2>/dev/null`" = "`pwd -P`" ] && $(BIN)/python -c pass 2>/dev/null && echo yes)
ifneq ($(SOUND),yes)
$(LIBRARIES): FORCE
endif

$(LIBRARIES): requirements.lock
	@set -e; $(FIND_PYTHON); \
	rm -f $(READY) $(LIBRARIES); rm -rf $(VENV); \
	echo "Making $(VENV) with $$("$$python" --version) ..."; \
	"$$python" -m venv $(VENV); \
	echo "Installing $$(grep -c == requirements.lock) libraries from requirements.lock (the first time this takes minutes) ..."; \
	$(BIN)/python $(PIP_INSTALL) --no-deps -r requirements.lock; \
	pwd -P > $(LIBRARIES)

$(READY): $(LIBRARIES) pyproject.toml
	@echo "Installing edugroup itself from this folder ..."
	@$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@missing=$$($(BIN)/python -m pip check) || { \
		echo "requirements.lock does not satisfy pyproject.toml (make lock renews it): $$missing" >&2; exit 1; }
	@touch $@

# The libraries of the page are 400 MB, more than all others that are not for development: whoever wants no page has
# them not, and `make app` and `make test` add them.
$(PAGE): requirements-app.lock $(READY)
	@echo "Installing the $$(grep -c == requirements-app.lock) libraries of the page in the browser (the first time this takes a minute) ..."
	@$(BIN)/python $(PIP_INSTALL) --no-deps -r requirements-app.lock
	@touch $@

# A browser for the tests of the page: installed where that may be done, else said how; those tests are then skipped.
browser:
	@if command -v chromium >/dev/null 2>&1 && command -v chromedriver >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "Installing Chromium for the tests of the page ..."; \
		{ apt-get update -qq && apt-get install -y -qq chromium chromium-driver; } >/dev/null 2>&1 \
			|| echo "Chromium could not be installed"; \
	else echo "The tests of the page need a browser: apt-get install chromium chromium-driver"; fi

LOCK := .cache/lock
WANTED := import tomllib; t = tomllib.load(open("pyproject.toml", "rb")); p = t["project"]; \
	print(*t["build-system"]["requires"], *p["dependencies"], *p["optional-dependencies"]["dev"], sep="\n")

OF_PAGE := import tomllib; t = tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]; \
	print(*(w.replace(" ", "") for w in (*t["app"], *t["browser"])))

lock: ## renew requirements.lock with the newest versions pyproject.toml allows
	@set -e; $(FIND_PYTHON); rm -rf $(LOCK); \
	echo "Resolving in a new environment with $$("$$python" --version) ..."; \
	"$$python" -m venv $(LOCK); \
	$(LOCK)/bin/python -c '$(WANTED)' > $(LOCK)/wanted.txt; \
	$(LOCK)/bin/python $(PIP_INSTALL) -r $(LOCK)/wanted.txt; \
	{ \
		echo "# Every library of edugroup and of its development, in the exact versions it is tested with;"; \
		echo "# pyproject.toml says which of them it asks for. Made by: make lock"; \
		$(LOCK)/bin/python -m pip freeze; \
	} > $(LOCK)/requirements.lock; \
	$(LOCK)/bin/python $(PIP_INSTALL) -c $(LOCK)/requirements.lock $$($(LOCK)/bin/python -c '$(OF_PAGE)'); \
	{ \
		echo "# What make app and make test add: the libraries of the page in the browser, and of its tests in one."; \
		echo "# Made by: make lock"; \
		$(LOCK)/bin/python -m pip freeze | grep -vxFf $(LOCK)/requirements.lock; \
	} > $(LOCK)/requirements-app.lock; \
	for version in 3.12 3.13; do \
		echo "Checking that Python $$version can install it ..."; \
		$(LOCK)/bin/python $(PIP_INSTALL) --dry-run --no-deps --only-binary :all: --python-version $$version \
			--target $(LOCK)/none -r $(LOCK)/requirements.lock -r $(LOCK)/requirements-app.lock; \
	done; \
	mv $(LOCK)/requirements.lock $(LOCK)/requirements-app.lock .; rm -rf $(LOCK); \
	echo "requirements.lock and requirements-app.lock are renewed; make test tries them."
