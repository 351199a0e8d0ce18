# Everything one needs is a target here; `make demo` and `make test` do all the set-up themselves.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
PORT ?= 8000
export PORT
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_REQUIRE_VIRTUALENV := 1

.PHONY: demo test check prove look bench bench-cluster bench-decisions reset lock words help

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/'

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed.")'
	test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install -q --require-hashes -r requirements.lock
	$(RUN)/python -m pip install -q --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(RUN)/python -m pip install -q --require-hashes -r requirements-dev.lock
	touch $@

app/translations/en/LC_MESSAGES/messages.mo: app/translations/en/LC_MESSAGES/messages.po $(VENV)/run.stamp
	$(RUN)/pybabel -q compile -d app/translations

demo: export PORTAIL_ENV := development
demo: export PORTAIL_DEMO := 1
demo: export PORTAIL_SECOND_FACTOR := off
demo: export PORTAIL_DATA := $(CURDIR)/var/demo
demo: $(VENV)/run.stamp app/translations/en/LC_MESSAGES/messages.mo ## an invented portal on http://127.0.0.1:$(PORT)
	@bash .ci/packages pdf
	$(RUN)/portail demo
	$(RUN)/portail serve --port $(PORT)

reset: ## forget the demonstration's data
	@test ! -x $(RUN)/python || $(RUN)/python -m app.demo.forget $(CURDIR)/var/demo

check: $(VENV)/dev.stamp app/translations/en/LC_MESSAGES/messages.mo ## static checks only, under a minute
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/djlint --quiet --lint templates
	$(RUN)/bandit -q -ll -c pyproject.toml -r app employer admin
	@bash .ci/audit

test: check ## everything: static checks, PostgreSQL, Chromium
	@bash .ci/packages pdf browser readers
	$(RUN)/python -m pytest tests --numprocesses 2 --dist loadfile

prove: $(VENV)/dev.stamp ## the heavy repetitions (1,000 rounds, 10,000 examples, a million lines), outside `make test`
	PROOF_ROUNDS=1000 $(RUN)/python -m pytest $(ROUNDS) --timeout 7200 -s
	PROOF_EXAMPLES=10000 $(RUN)/python -m pytest $(EXAMPLES) --timeout 7200
	$(RUN)/python -m bench.sirene_load 1000000
	$(RUN)/python -m bench.decisions_load 1000000
	$(RUN)/python -m bench.export_file 10000

# What `make prove` repeats; the last figures stand in docs/proofs.md.
ROUNDS := tests/privacy/test_withdrawal_races.py tests/privacy/test_preview.py tests/app/points \
	tests/employer/test_at_once.py
EXAMPLES := tests/privacy/test_non_interference.py tests/app/points tests/app/landlords/test_any_sequence.py \
	tests/app/statistics/test_crossing.py \
	tests/app/landlords/test_many_at_once.py

look: $(VENV)/dev.stamp ## screenshots of every page, both widths, themes and languages, with axe
	@bash .ci/packages pdf browser
	$(RUN)/python -m tests.look

bench: $(VENV)/dev.stamp ## figures, one per line
	$(RUN)/python -m bench

bench-decisions: $(VENV)/dev.stamp ## a decisions file of a million lines: figures, a kill, a second load
	$(RUN)/python -m bench.decisions_load 1000000

bench-cluster: $(VENV)/dev.stamp app/translations/en/LC_MESSAGES/messages.mo ## several machines on this one, as root: figures, then faults under load
	$(RUN)/python -m bench.cluster

words: $(VENV)/dev.stamp ## gather the French words and update the English catalogue
	mkdir -p var
	$(RUN)/pybabel -q extract -F pyproject.toml -k _l -k lazy_gettext --no-location --sort-output -o var/messages.pot .
	$(RUN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 100 -i var/messages.pot -d app/translations -l en

lock: ## pin every dependency again, with hashes (needs uv)
	uv pip compile pyproject.toml --group build --python-version 3.11 --universal --generate-hashes --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev --python-version 3.11 --universal --generate-hashes --no-header -q -o requirements-dev.lock
