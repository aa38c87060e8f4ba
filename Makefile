PYTHON ?= python3
VENV := .venv
export ORT_DISABLE_TELEMETRY := 1
BIN := $(VENV)/bin

.PHONY: install demo test lint format browser pictures train bench fuzz clean

install: $(VENV)/.installed  ## everything that a user needs, in .venv

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.developer: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

DEMO ?= .demo
ASK = $(BIN)/onrecord

demo: install  ## reads a sample report, builds a record of the sample stories and asks it
	@rm -rf $(DEMO)/record
	@printf 'One report, without the list of its actors:\n'
	$(ASK) read samples/lima-readout.txt | sed '/^Actors/,$$d'
	@printf 'Twelve reports, one record:\n'
	$(ASK) build samples/stories.jsonl --to $(DEMO)/record
	@printf '\nWhen did they speak?\n'
	$(ASK) contacts $(DEMO)/record France Russia
	@printf '\nWhere do two accounts of one call differ?\n'
	$(ASK) compare $(DEMO)/record E1e232993c0 delhi-statement margalla-truce | sed '/^≠/q'
	@printf '\nWhat is claimed about aircraft, and denied?\n'
	$(ASK) claims $(DEMO)/record --about aircraft --denied
	@printf '\nWhat is in the record, and what to ask next:  $(ASK) show $(DEMO)/record\n'
	@printf 'Your own reports:  $(ASK) build FOLDER --to RECORD\n'
	@printf 'Look at it in the browser, at http://127.0.0.1:8000/ :  $(ASK) serve $(DEMO)/record\n'

test: lint  ## lint, types and tests; those that look at the pages are skipped where there is no Chromium
	$(BIN)/pytest

browser:  ## Debian's Chromium for the tests that look at the pages, where it can be installed
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && timeout 120 apt-get update -q >/dev/null \
	     && timeout 600 apt-get install -y -q --no-install-recommends chromium >/dev/null; } \
	|| printf 'No Chromium: it takes root and apt-get to install it. The tests of the pages are skipped.\n'

pictures: $(VENV)/.developer  ## the tutorial's screenshots, anew
	$(BIN)/pytest tests/test_browser.py -k "founding or denied" --pictures docs/tutorial/pictures

lint: $(VENV)/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.developer
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Data and checkpoints lie outside the repository.
SHARED ?= ../shared
MODELS ?= ../models

train: $(VENV)/.developer  ## trains the model anew; two to three hours on two idle cores, resumable
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python training/train.py tune --to $(MODELS) --cases $(SHARED)/cases/train training/annotated/train
	$(BIN)/python training/export.py $(MODELS)/tuned.pt --to onrecord/language/data

bench: $(VENV)/.developer  ## speed and memory, beside other tools in the same run
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/building.py
	$(BIN)/python benchmarks/serving.py
	$(BIN)/python benchmarks/pages.py

TARGET ?= feed
SECONDS ?= 600
FOUND ?= .fuzz

fuzz: $(VENV)/.developer  ## fuzzes one TARGET for so many SECONDS of processor time; what it finds goes to FOUND
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	$(BIN)/python fuzz/run.py $(TARGET) --seconds $(SECONDS) --corpus $(FOUND)/$(TARGET) --findings $(FOUND)/findings

clean:
	rm -rf $(VENV) .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
