# make run    set up .venv and serve the dashboard on http://localhost:8501, to this machine alone;
#             STREAMLIT_SERVER_ADDRESS=0.0.0.0 make run to others as well
# make test   set up .venv and check everything, a real browser included, and Apache Spark where Java is
# make lint   style and types only, of the scripts too (for which it wants Node.js 20 and npm)
# make bench  measure the app next to what else one would use, write benchmarks/results.md;
#             FULL=1 with ten million events too, ONLY=tiles,cold SIZES=10000,100000 for parts
# make soak   many viewers for ten minutes, the costliest requests, sessions, killed imports, write
#             benchmarks/soak.md; make soak SOAK="--seconds 60 --kills 10 --sessions 0" for less
# make container
#             build the image of deploy/ with podman's engine, and try it as deploy/compose.yaml says
# make spark  ask Apache Spark alone what the tests ask of DuckDB and Sail; wants Java 17, and installs
#             Spark into build/spark the first time (480 MB)
# make fuzz   attack it: broken files, hostile text, killed imports, senseless requests, tables
#             with known content, of which it says what is silently read wrong;
#             make fuzz SEED=2 FUZZ=2000 for other and for more
# make pins   resolve requirements anew after a change of pyproject.toml;
#             make pins PINS=--upgrade takes the newest releases
# make bench-data N=1000000
#             write a synthetic dataset of N events to benchmarks/data/N; SEED=2 for other
#             events, TO=folder for another place
# make sbom   list what an installation brings, in CycloneDX: build/sbom.json
# make types  tell the check and the tests of the scripts what the server sends, after a change
# make clean  remove what the commands above made

PYTHON ?= python3
PINS ?=
N = 1000000
SEED = 1
FUZZ = 400
SOAK =
SPARK =
TO = benchmarks/data/$(N)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# A fifth of pip's time. It knows nothing of pip's settings, such as a mirror: pip does what it cannot.
UV := $(BIN)/python -m uv pip install --quiet --python $(BIN)/python
COMPILE := $(BIN)/python -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--group build --no-annotate --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make pins" $(PINS)

# The folder's place is in the name: a copy of the folder, .venv and all, must set itself up
# again, or it would import the original's source.
PLACE := $(shell pwd -P | cksum | cut -d ' ' -f 1)
RUN := .venv/.run-$(PLACE)
DEV := .venv/.dev-$(PLACE)
# Run by themselves: two browsers are what two cores carry. Beside all others, in two thirds of the time,
# what is clicked while a page is drawn anew is lost now and then.
IN_BROWSER := tests/e2e tests/layers
# What npm writes last of all.
SCRIPTS := node_modules/.package-lock.json

.PHONY: run test unit ready lint types browser packages nginx s3 spark spark-server spark-tests container fuzz bench soak bench-data screenshots pins sbom clean

run: $(RUN)
	@exec env STREAMLIT_SERVER_ADDRESS="$${STREAMLIT_SERVER_ADDRESS:-127.0.0.1}" \
		$(BIN)/python -m streamlit run dashboard.py

# What Python compiled is kept, whatever the environment says: each of some hundred processes that
# the tests start would compile the package anew, and each worker the tests.
test bench soak: export PYTHONDONTWRITEBYTECODE =

# The checks work while what is installed waits for the network. Spark is asked one question after the
# other: what that leaves idle is for the other tests.
test: ready
	@$(MAKE) --no-print-directory --jobs 4 lint packages s3 spark-server SPARK=--where-java-is
	node --test tests/scripts/*.test.js
	@$(MAKE) --no-print-directory --jobs 2 spark-tests unit
	$(BIN)/python -m pytest -n 2 --dist worksteal $(IN_BROWSER)

# One more than there are cores: many tests wait for a process, a disk or a lock.
unit: $(DEV)
	$(BIN)/python -m pytest -n $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist worksteal -m "not spark" $(IN_BROWSER:%=--ignore=%) --ignore=tests/container

# Both wait for the network more than they work.
ready:
	@$(MAKE) --no-print-directory --jobs 2 $(DEV) $(SCRIPTS)

lint: $(DEV) $(SCRIPTS)
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy --num-workers 2
	npm run --silent lint

types: $(DEV)
	$(BIN)/python tools/scripts/api_types.py > tools/scripts/api.d.ts
	$(BIN)/python tools/scripts/words.py > tests/scripts/words.json

browser: $(DEV)
	@PYTHONPATH=tests $(BIN)/python -m support.browser

# One after the other: the system's packages are installed by one at a time.
packages: $(DEV)
	@PYTHONPATH=tests $(BIN)/python -m support.browser
	@PYTHONPATH=tests $(BIN)/python -m support.nginx

nginx: $(DEV)
	@PYTHONPATH=tests $(BIN)/python -m support.nginx

s3: $(DEV)
	@PYTHONPATH=tests $(BIN)/python -m support.s3

spark: spark-server
	@$(MAKE) --no-print-directory spark-tests

spark-server: $(DEV)
	@PYTHONPATH=tests $(BIN)/python -m support.spark $(SPARK)

spark-tests: $(DEV)
	$(BIN)/python -m pytest -n 0 -m spark tests/test_engines.py tests/test_sparktable.py

container: $(DEV) nginx
	@PYTHONPATH=tests $(BIN)/python -m support.engine
	$(BIN)/python -m pytest -n 0 tests/container

fuzz: $(DEV)
	@PYTHONPATH=tests $(BIN)/python -m fuzz --seed $(SEED) --number $(FUZZ)

bench: $(DEV) browser
	PYTHONPATH=tests $(BIN)/python -m benchmarks $(if $(ONLY),--only $(ONLY)) $(if $(SIZES),--sizes $(SIZES)) \
		$(if $(FULL),--full)

soak: $(DEV) browser
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.soak $(SOAK)

screenshots: $(DEV) browser
	@PYTHONPATH=tests $(BIN)/python tools/screenshots.py

bench-data: $(RUN)
	@$(BIN)/python -m benchmarks.synthetic $(N) --seed $(SEED) --to "$(TO)"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'eventmap needs Python 3.11 or newer, and "$(PYTHON)" is none: name one, as in "make run PYTHON=python3.12".' >&2; \
		exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

$(RUN): requirements/run.txt pyproject.toml | $(BIN)/python
	@echo 'Installing into .venv (the first time takes a minute or two).'
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo 'Installing into .venv (the first time takes a minute or two).'
	@sed -n '/^uv==/,/[^\\]$$/p' requirements/dev.txt | $(PIP) --require-hashes -r /dev/stdin
	@$(UV) --require-hashes -r requirements/dev.txt || $(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-index --no-deps --no-build-isolation --editable .
	@touch $@ $(RUN)

$(SCRIPTS): package.json package-lock.json .npmrc
	@command -v npm >/dev/null || { \
		echo 'The scripts of the map are checked with Node.js 20 or newer and its npm, and there is no "npm": install Node.js, which the app itself does not need.' >&2; \
		exit 1; }
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# A hash cannot be given for the project itself, so the list for hosted services goes without.
pins: $(DEV)
	$(COMPILE) --constraint requirements/constraints.txt --generate-hashes -o requirements/run.txt
	$(COMPILE) --group dev --constraint requirements/run.txt --generate-hashes -o requirements/dev.txt
	for group in s3 spark; do $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 \
		--group $$group --no-annotate --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make pins" $(PINS) --generate-hashes -o requirements/$$group.txt || exit 1; done
	{ echo '# For services that install this file by its name. Made from requirements/run.txt by'; \
	  echo '#    make pins'; \
	  sed -n -e 's/ *\\$$//' -e '/^[a-z]/p' requirements/run.txt; \
	  echo '--editable .'; } > requirements.txt

# The hashes and versions of requirements/run.txt: all that an installation may bring, on any system.
sbom: $(DEV)
	@mkdir -p build
	@$(BIN)/python -m cyclonedx_py requirements requirements/run.txt --pyproject pyproject.toml \
		--output-reproducible --validate -o build/sbom.json
	@echo 'build/sbom.json lists what an installation brings, in CycloneDX.'

clean:
	rm -rf .venv node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist benchmarks/data
	find src tests -name __pycache__ -prune -exec rm -rf {} +
