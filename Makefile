# make demo   score and explain the report that perfeval started from
# make test   every check: formatting, lint, import rules, types, all tests
# make check  the fast part of it, in a few minutes
# make bench  speed beside the peers, as ratios of one run
# make docs   the documentation as a site, in the folder build/site
# make lock   take the newest versions of what is used into constraints.txt

PYTHON ?= python3.11
ifeq (,$(shell command -v $(PYTHON) 2>/dev/null))
PYTHON := python3
endif
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo check test bench docs lock clean

demo: .venv/ready
	@$(BIN)/perfeval explain luohu-2024/project

check: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto -m "not slow"

test: check
	$(BIN)/python -m pytest -n auto -m slow
	$(BIN)/perfeval check rules/*/*.rules
	$(BIN)/perfeval test rules

bench: .venv/ready
	$(PIP) install -e ".[bench]"
	$(BIN)/python benchmarks/run.py

docs: .venv/ready
	$(BIN)/zensical build --strict --clean

# The versions everything is tested with stand in constraints.txt.
.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "perfeval needs Python 3.11 or newer; set PYTHON=...")'
	$(PYTHON) -m venv .venv
	$(PIP) install -c constraints.txt -e ".[dev]"
	touch $@

lock:
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(PIP) install -e ".[dev]"
	(echo "# The versions that every check runs with; make lock takes newer ones."; $(PIP) freeze --exclude-editable) > constraints.txt
	touch .venv/ready

clean:
	rm -rf .venv build .cache
