PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install demo test lint format train bench clean

install: $(VENV)/.installed  ## everything that a user needs, in .venv

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.developer: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: install  ## reads the sample reports and shows their records
	$(BIN)/onrecord read samples/*.txt
	@echo
	@echo "The same as JSON, a line a report:  $(BIN)/onrecord read --json samples/*.txt"
	@echo "Your own:  $(BIN)/onrecord read REPORT.txt --published YYYY-MM-DD"

test: lint  ## lint, types and tests
	$(BIN)/pytest

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

train: $(VENV)/.developer  ## trains the model anew; under two hours on two cores, resumable
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python training/train.py pretrain --corpora $(SHARED)/corpora --to $(MODELS)
	$(BIN)/python training/train.py tune --from $(MODELS)/pretrained.pt --to $(MODELS)/tuned \
	    --cases $(SHARED)/cases/train training/annotated/train
	$(BIN)/python training/train.py tune --from $(MODELS)/tuned/tuned.pt --to $(MODELS)/polished --epochs 3 --rate 1e-4 \
	    --cases $(SHARED)/cases/train training/annotated/train
	$(BIN)/python training/export.py $(MODELS)/tuned/tuned.pt $(MODELS)/polished/tuned.pt --to onrecord/language/data

bench: $(VENV)/.developer  ## speed and memory, beside other tools in the same run
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python benchmarks/reading.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
