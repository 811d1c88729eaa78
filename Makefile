# Every command sets up what it needs, once. SEEDS, OUT, AS_OF and the others reach the shell as they were typed, spaces and quotes included.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report tables theme test check lab notebooks score bench audit pin golden clean

SEEDS ?= seeds
GOLD ?= tests/gold
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3 python,$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
RUN := .venv/bin/python
export SEEDS_AS_TYPED := $(value SEEDS)
export OUT_AS_TYPED := $(value OUT)
export AS_OF_AS_TYPED := $(value AS_OF)
export THEME_AS_TYPED := $(value THEME)
export GOLD_AS_TYPED := $(value GOLD)
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := true
export PYTHONDONTWRITEBYTECODE :=
texts = "$$SEEDS_AS_TYPED"
options = --out "$${OUT_AS_TYPED:-$(1)}" $${AS_OF_AS_TYPED:+--as-of "$$AS_OF_AS_TYPED"}

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile
	@echo
	@echo "  SEEDS=folder   read other texts than seeds/         make report SEEDS=~/texts"
	@echo "  OUT=folder     write elsewhere                      make tables OUT=/tmp/tables"
	@echo "  AS_OF=date     the day deadlines are held to        make report AS_OF=2023-12-31"
	@echo "  PYTHON=path    another Python, 3.11 or newer        make report PYTHON=/opt/python3.12/bin/python3"
	@echo
	@echo "  The same without make: python -m analysis --help"

report: .venv/report.ready ## Build the report: report/index.html
	@$(RUN) -m analysis report $(texts) $(call options,report)

tables: .venv/report.ready ## Write the tables as CSV, Parquet and one workbook: tables/
	@$(RUN) -m analysis tables $(texts) $(call options,tables)

theme: .venv/report.ready ## Build a chapter on one theme of the lexicon: make theme THEME=child_protection
	@test -n "$$THEME_AS_TYPED" || { echo "Which theme? Write for instance: make theme THEME=child_protection (the keys are in analysis/data/themes.csv)" >&2; exit 2; }
	@$(RUN) -m analysis theme "$$THEME_AS_TYPED" $(texts) $(call options,report-theme)

test: .venv/test.ready ## Run all tests: the library, the notebooks against their saved outputs, the report in a browser
	@$(RUN) -m pytest -q -n 2 --dist loadfile
	@$(RUN) -m pytest -q -n 2 --dist loadfile --nbval --nbval-current-env notebooks

check: .venv/test.ready ## Lint and type-check
	@$(RUN) -m ruff check . && $(RUN) -m ruff format --check . && $(RUN) -m mypy

lab: .venv-lab/ready ## Open JupyterLab on the notebooks (LAB="--no-browser --port 8890": options for it)
	@test -e report/index.html || { echo "Building the report first: the notebooks' evidence leads to its pages ..."; .venv-lab/bin/python -m analysis report $(texts) --out report; } || true
	@.venv-lab/bin/python -m jupyterlab $(if $(filter 0,$(shell id -u)),--allow-root) --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks --LabApp.extension_manager=readonly $(LAB)

notebooks: .venv/report.ready ## Run the notebooks in place on seeds/ and save their outputs and figures
	@$(RUN) -m analysis notebooks

score: .venv/report.ready ## Measure the reading against the annotated seeds (MISSES=yes lists every disagreement)
	@$(RUN) -m analysis score $(texts) --gold "$$GOLD_AS_TYPED" $(if $(MISSES),--misses)

bench: .venv/test.ready ## Time the reading and the report against their peers
	@$(RUN) -m tests.bench

audit: .venv/test.ready ## Look up the pinned versions in the public list of known vulnerabilities
	@.venv/bin/python -m uv tool run pip-audit --strict --requirement requirements.txt --disable-pip --no-deps

pin: .venv/test.ready ## Pin the newest versions that fit pyproject.toml
	@$(RUN) -m uv pip compile --quiet --universal --no-header --no-annotate --all-extras --python-version 3.11 --upgrade pyproject.toml --output-file requirements.txt

golden: .venv/test.ready ## Rewrite the expected tables in tests/golden/; read the diff
	@$(RUN) -m tests.test_golden

clean: ## Remove what was made: report, tables, environments, caches
	rm -rf report report-theme tables .cache .venv .venv-lab .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uv installs in a third of pip's time; where it cannot be had or fails, pip does the same and says why it fails, if it does.
# A broken or older environment is made anew.
define install
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or newer, and none was found; name one: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "$(PYTHON) is no Python 3.11 or newer; name one: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "Setting up $(1) with $(PYTHON), once (under a minute) ..."
	@$(1)/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || "$(PYTHON)" -m venv --clear $(1)
	@$(1)/bin/python -m uv --version >/dev/null 2>&1 || $(1)/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt uv >/dev/null 2>&1 || true
	@{ $(1)/bin/python -m uv --version && $(1)/bin/python -m uv pip install --quiet --compile-bytecode --python $(1)/bin/python --constraint requirements.txt --editable '.[$(2)]'; } >/dev/null 2>&1 \
	|| { echo "Installing with pip, since uv cannot be had here: a minute or two ..."; $(1)/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt --editable '.[$(2)]'; }
	@touch $@
endef

.venv/report.ready: pyproject.toml requirements.txt
	$(call install,.venv,formats)

.venv/test.ready: pyproject.toml requirements.txt
	$(call install,.venv,test)
	@touch .venv/report.ready

.venv-lab/ready: pyproject.toml requirements.txt
	$(call install,.venv-lab,lab$(,)formats)
	@mkdir -p .venv-lab/share/jupyter/lab/settings
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' > .venv-lab/share/jupyter/lab/settings/overrides.json

, := ,
