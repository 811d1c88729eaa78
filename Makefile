# Every command sets up what it needs. SEEDS=folder OUT=folder AS_OF=YYYY-MM-DD are honoured throughout.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report test check tables lab notebooks theme score bench audit pin clean

SEEDS ?= seeds
OUT ?=
AS_OF ?=
THEME ?=
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3 python,$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
RUN := .venv/bin/python
export UV_PYTHON_DOWNLOADS := never
export PYTHONDONTWRITEBYTECODE :=
options = $(if $(AS_OF),--as-of "$(AS_OF)") $(if $(OUT),--out "$(OUT)",--out "$(1)")

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile
	@echo
	@echo "  SEEDS=folder   read other texts than seeds/     make report SEEDS=~/texts"
	@echo "  OUT=folder     write elsewhere                  make tables OUT=/tmp/tables"
	@echo "  AS_OF=date     the day deadlines are held to    make report AS_OF=2023-12-31"

report: .venv/report.ready ## Build the report: report/index.html
	@$(RUN) -m analysis report "$(SEEDS)" $(call options,report)

tables: .venv/report.ready ## Write the tables as CSV, Parquet and one workbook: tables/
	@$(RUN) -m analysis tables "$(SEEDS)" $(call options,tables)

theme: .venv/report.ready ## Build a chapter on any theme of the lexicon: make theme THEME=child_protection
	@$(RUN) -m analysis theme "$(THEME)" "$(SEEDS)" $(call options,report-theme)

test: .venv/test.ready ## Run all tests: the library, the notebooks against their saved output, the report in a browser
	@$(RUN) -m pytest -q -n 2 --dist loadfile
	@$(RUN) -m pytest -q -n 2 --dist loadfile --nbval --nbval-current-env -p no:doctest notebooks

check: .venv/test.ready ## Lint and type-check
	@$(RUN) -m ruff check . && $(RUN) -m ruff format --check . && $(RUN) -m mypy

lab: .venv-lab/ready ## Open JupyterLab on the notebooks
	@.venv-lab/bin/jupyter lab --LabApp.news_url= --LabApp.extension_manager=readonly notebooks

notebooks: .venv/report.ready ## Run the notebooks in place and save their outputs and figures
	@$(RUN) -m analysis notebooks

score: .venv/report.ready ## Measure the reading against the annotated seeds
	@$(RUN) -m analysis score

bench: .venv/test.ready ## Time the reading and the report against their peers
	@$(RUN) -m tests.bench

audit: .venv/test.ready ## Look up the pinned versions in the public list of known vulnerabilities
	@.venv/bin/python -m uv tool run pip-audit --requirement requirements.txt --disable-pip --no-deps

pin: .venv/test.ready ## Pin the newest versions that fit pyproject.toml
	@$(RUN) -m uv pip compile --quiet --universal --no-header --no-annotate --all-extras --python-version 3.11 --upgrade pyproject.toml --output-file requirements.txt

clean: ## Remove what was made: report, tables, environments, caches
	rm -rf report report-theme tables .cache .venv .venv-lab *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uv installs in a third of pip's time; where it cannot be had, pip does the same.
define install
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 2; }
	@echo "Setting up $(1) with $(PYTHON), once (under a minute) ..."
	@test -x $(1)/bin/python || $(PYTHON) -m venv $(1)
	@$(1)/bin/python -m uv --version >/dev/null 2>&1 || $(1)/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt uv || true
	@if $(1)/bin/python -m uv --version >/dev/null 2>&1; \
	then $(1)/bin/python -m uv pip install --quiet --compile-bytecode --python $(1)/bin/python --constraint requirements.txt --editable '.[$(2)]'; \
	else $(1)/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt --editable '.[$(2)]'; fi
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
