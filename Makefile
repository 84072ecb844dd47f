# make demo   sets up and scores the samples            make test   sets up and runs the tests
# make check  what CI runs beside the tests             make model  rebuilds the shipped model
# make bundle what installs it without network          make notebooks  runs the notebooks
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: demo test check check-sklearn check-reading check-long floors model bundle notebooks venv clean

demo: $(STAMP)
	$(BIN)/vn-dossier score corpora/samples/dossiers --out out/demo || [ $$? -eq 1 ]
	@echo
	@echo "HTML report: out/demo/index.html"

test: $(STAMP)
	$(BIN)/python -m pytest -n 2 tests

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

floors: $(STAMP)
	$(BIN)/python scripts/check_floors.py
	$(BIN)/python scripts/check_law.py
	$(BIN)/python scripts/check_requirements.py

# The shipped model under the oldest and the newest scikit-learn that are allowed.
check-sklearn: $(STAMP)
	bash scripts/check_sklearn.sh

# Minutes: OCR of a hundred pages, 5,000 damaged files, 1,000 files for memory.
check-reading: $(STAMP)
	$(BIN)/python scripts/check_reading.py
	$(BIN)/python scripts/bench_reading.py
	$(BIN)/python scripts/fuzz_reading.py --count 5000

check-long: $(STAMP)
	$(BIN)/python scripts/bench_score.py --long
	$(BIN)/python scripts/bench_citations.py
	$(BIN)/python scripts/bench_train.py
	$(BIN)/python scripts/check_reasons.py
	$(BIN)/python scripts/check_trends.py --out benchmarks/trends_statistics.md
	$(BIN)/python scripts/check_register.py
	$(BIN)/python scripts/bench_register.py
	$(BIN)/python scripts/bench_trends.py

# Generated data with known truth; executed copies in out/notebooks.
notebooks: $(STAMP)
	$(BIN)/python scripts/run_notebooks.py

model: $(STAMP)
	$(BIN)/vn-dossier train --out models/shipped.skops

# Everything that an installation without network needs: make bundle EXTRAS=review,research
bundle: $(STAMP)
	$(BIN)/python scripts/make_bundle.py --extras "$(EXTRAS)"

venv: $(STAMP)

# Constraints keep the tested versions; a stamp makes the folder reusable.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make demo PYTHON=python3.11"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(STAMP)

clean:
	rm -rf $(VENV) out dist build
