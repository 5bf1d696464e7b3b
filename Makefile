# Everything a person or a machine does with this checkout. `make` alone lists it.
# Set-up is remembered by content in .venv/.northing-*, so a second call starts at once.

PYTHON ?=
PORT ?= 8000
ARGS ?=

BIN := .venv/bin
SPEED := $(filter-out benchmarks/import_% benchmarks/first_% benchmarks/compare.py benchmarks/restore.py benchmarks/memory.py benchmarks/lint.py benchmarks/forecast%,$(wildcard benchmarks/[a-z]*.py))
export PYTHON
export PYTHONUTF8 := 1
export DJANGO_SETTINGS_MODULE := northing.site.settings

.DEFAULT_GOAL := help
.PHONY: help run test test-all check fix docs bench bench-compare bench-restore bench-memory bench-paint bench-import bench-lint bench-forecast clean
.PHONY: format lint types walls migrations templates

help:
	@echo 'Use it'
	@echo '  make run            everything from nothing, then http://127.0.0.1:$(PORT) with the demo (PORT=8001 for another)'
	@echo 'Work on it'
	@echo '  make test           all checks and all tests, on SQLite, PostgreSQL and in headless Chromium'
	@echo '  make test-all       the same, then what takes an hour: kill -9, full disks, replicas, fuzzers'
	@echo '  make check          format, lint, types, walls: under a minute'
	@echo '  make fix            put right what can be put right by itself'
	@echo '  make docs           the documentation as a site, with pictures, in build/docs/index.html'
	@echo 'Measure it'
	@[ -z '$(SPEED)' ] || echo '  make bench          how quick pages, API and figures are, side by side'
	@echo '  make bench-compare  whether anything became slower than in another version (BASE=that version)'
	@echo '  make bench-restore  how long backup, restore and proof take'
	@echo '  make bench-memory   how much memory a web worker takes in an hour of load'
	@echo '  make bench-paint    how soon something is to be seen, on a slow processor'
	@echo '  make bench-import   how well documents of others are read'
	@echo '  make bench-lint     how well the linter reads statements, and how quickly'
	@echo '  make bench-forecast how well the forecast foresees, and how quickly'
	@echo 'Start again'
	@echo '  make clean          remove the environment and everything built; data in var/ stays'

# ── use it ────────────────────────────────────────────────────────────────────
run:
	@scripts/setup.sh app
	@$(BIN)/python assets/build.py
	@exec $(BIN)/northing serve --demo --port $(PORT)

# ── work on it ────────────────────────────────────────────────────────────────
test:
	@scripts/setup.sh app dev machine
	@$(BIN)/python assets/build.py
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m tests.everything $(ARGS)

test-all: test
	@$(BIN)/python -m pytest -m thorough -n0 --durations=0 --durations-min=1 $(ARGS)

check:
	@scripts/setup.sh app dev
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target --keep-going \
		types walls lint migrations templates format
	@echo 'check: all is well'

format:
	@echo '· format' && out=$$($(BIN)/ruff format --check . 2>&1) || { echo "$$out" \
		| sed -n 's/^ *--> \([^:]*\):.*/format: \1/p' | sort -u; echo 'format: run make fix'; exit 1; }

lint:
	@echo '· lint' && $(BIN)/ruff check --quiet .

types:
	@echo '· types' && $(BIN)/mypy --no-error-summary

walls:
	@echo '· walls' && out=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$out"; exit 1; }
	@$(BIN)/python -m pytest -q --no-header -m static tests/walls

migrations:
	@echo '· migrations' && out=$$($(BIN)/python -m django makemigrations --check --dry-run 2>&1) \
		|| { echo "$$out"; echo 'migrations: run .venv/bin/python -m django makemigrations'; exit 1; }

templates:
	@echo '· templates' && find src -name '*.html' -print0 | xargs -0 $(BIN)/djade --check --target-version 5.2

fix:
	@scripts/setup.sh app dev
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .
	@find src -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2 || true  # it says 1 when it changed something

# The pictures are taken by a browser from the demo firm, so they never show an older page.
docs:
	@scripts/setup.sh app dev docs machine
	@$(BIN)/python assets/build.py
	@$(BIN)/python -m tests.docs.pictures build/pictures
	@$(BIN)/python -m sphinx -q -W --keep-going -b dirhtml -d build/doctrees docs build/docs
	@echo 'docs: open build/docs/index.html'

# ── measure it ────────────────────────────────────────────────────────────────
bench:
	@scripts/setup.sh app dev
	@for file in $(SPEED); do PYTHONPATH=. $(BIN)/python $$file $(ARGS) || exit 1; done

bench-compare:
	@[ -n '$(BASE)' ] || { echo 'bench-compare: say with which version: make bench-compare BASE=HEAD~1'; exit 2; }
	@scripts/setup.sh app dev
	@PYTHONPATH=. $(BIN)/python benchmarks/compare.py '$(BASE)' $(ARGS)

bench-restore:
	@scripts/setup.sh app dev
	@PYTHONPATH=. $(BIN)/python benchmarks/restore.py $(ARGS)

bench-memory:
	@scripts/setup.sh app dev
	@PYTHONPATH=. $(BIN)/python benchmarks/memory.py $(ARGS)

bench-paint:
	@scripts/setup.sh app dev machine
	@$(BIN)/python assets/build.py
	@PYTHONPATH=. $(BIN)/python benchmarks/first_paint.py $(ARGS)

bench-import:
	@scripts/setup.sh app dev
	@$(BIN)/python benchmarks/import_markdown.py $(ARGS)

bench-lint:
	@scripts/setup.sh app dev
	@PYTHONPATH=. $(BIN)/python benchmarks/lint.py $(ARGS)

bench-forecast:
	@scripts/setup.sh app dev
	@PYTHONPATH=. $(BIN)/python -m benchmarks.forecast $(ARGS)

clean:
	@rm -rf .venv assets/node_modules src/northing/web/static/northing
