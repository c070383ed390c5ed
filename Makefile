# make demo    a virtual environment, the program in it, and the graph of the sample pages in output/
# make test    lint, types and all tests          make check   the same without the slow tests
# make lint    ruff and mypy                      make lock    pin the dependencies anew
# make docs    the documentation as a site         make clean   remove what make made
# make examples  what README, notebooks and picture show, made anew
# make pages   how well composed pages are read, with encodings and dates (five minutes)
# make bench   how fast builds are, as ratios: beside jieba and LAC, two jobs to one, a run with one new page, Ray
# make identity  who is who in composed years of a paper, and how long it takes (ten minutes)
# make reliability  how often facts of each score are right, on articles that the tagger of make model has not seen
# make model   train what is shipped anew

# The first Python that is new enough; `make PYTHON=/path/to/python demo` takes another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYTEST_ARGS ?=

.DELETE_ON_ERROR:
.PHONY: demo test check lint lock model reliability pages identity bench docs clean
.DEFAULT_GOAL := demo

demo: $(VENV)/installed
	@$(BIN)/kg demo -o output

test: lint
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: lint
	$(BIN)/python -m pytest -m "not slow" $(PYTEST_ARGS)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# Issues from a seed that nothing was tuned on; give SEED=… for others.
SEED ?= 300000

pages: $(VENV)/installed-dev
	$(BIN)/python tests/benchmarks/articles_from_pages.py --pages 500 --seed $(SEED) --jumps
	$(BIN)/python tests/benchmarks/articles_from_pdfs.py --pages 100 --seed $(SEED)
	$(BIN)/python tests/benchmarks/encodings.py kg/data/samples
	$(BIN)/python tests/benchmarks/date_expressions.py

# Sizes of the papers built, and how many articles the soak has; the whole of it is SIZES=100,1000,10000 SOAK=10000.
SIZES ?= 100,300
SOAK ?= 300
POINTS ?= 20

bench: $(VENV)/installed-dev build/bench/installed
	$(BIN)/python -m tests.benchmarks.speed --sizes $(SIZES) --soak $(SOAK) --rivals build/bench/bin/python
	$(BIN)/python -m tests.benchmarks.kills --points $(POINTS)

build/bench/installed: tests/benchmarks/requirements.txt
	$(PYTHON) -m venv build/bench
	build/bench/bin/python -m pip install --quiet -r $<
	@touch $@
identity: $(VENV)/installed-dev
	$(BIN)/python -m tests.benchmarks.identity --seeds 31 32 33 --text
	$(BIN)/python -m tests.benchmarks.identity --seeds --times 1000 10000 100000

docs: $(VENV)/installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

examples: demo $(VENV)/installed-dev
	$(BIN)/python docs/scores.py
	$(BIN)/python docs/readme.py output
	$(BIN)/python docs/notebooks.py
	$(BIN)/python docs/picture.py output docs/graph.png

# Everything comes from the lock, by hash; hatchling too, so the checkout itself is installed without build isolation.
$(VENV)/installed: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: install it, or say make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment: on Debian, apt install python3-venv" >&2; exit 1; }

# One lock for every platform and Python from 3.11 on. The development lock keeps the versions of the first.
LOCK = build/lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-annotate --no-header --no-emit-index-url --extra build

lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
	$(LOCK) -o requirements.txt
	$(LOCK) --extra dev -c requirements.txt -o requirements-dev.txt

# Trains the shipped pipeline anew from a folder of corpora (SHARED): about two hours on two cores.
SHARED ?= ../shared
BUILD := models/build
TRAIN := PYTHONPATH=. $(BUILD)/venv/bin/python
FAMILIES := msra,pd1998pos,cluener,uner_gsdsimp,eduner,resume,address

model: $(BUILD)/venv/installed
	$(TRAIN) models/scripts/segmenter.py $(SHARED) $(BUILD)
	$(TRAIN) models/scripts/articles.py $(SHARED) $(BUILD)
	$(TRAIN) models/scripts/corpus.py $(SHARED) $(BUILD)
	$(TRAIN) models/scripts/vocabulary.py $(SHARED) $(BUILD) $(BUILD)/segmenter
	$(TRAIN) models/scripts/augment.py $(SHARED) $(BUILD)
	$(TRAIN) models/scripts/pretrain.py $(BUILD) --minutes 60
	$(TRAIN) models/scripts/train.py $(BUILD) --start $(BUILD)/encoder.pt --extra $(BUILD)/augmented.jsonl \
		--families $(FAMILIES) --epochs 5 --share 0.5 --name held
	$(TRAIN) models/scripts/calibrate.py $(BUILD) --name held
	$(TRAIN) models/scripts/train.py $(BUILD) --resume $(BUILD)/held.pt --extra $(BUILD)/augmented.jsonl --all \
		--families $(FAMILIES) --share 0.35 --epochs 2 --rate 9e-4
	$(TRAIN) models/scripts/assemble.py $(BUILD) models/zh_kg_news
	$(TRAIN) models/scripts/act_readings.py $(BUILD) models/zh_kg_acts $(SHARED)/gold/train models/assets/articles
	$(TRAIN) models/scripts/acts.py $(SHARED)/gold/train models/assets/articles --readings $(BUILD)/act_readings.npz
	$(TRAIN) models/scripts/hosts.py $(SHARED)/gold/train models/assets/articles
	$(TRAIN) models/scripts/page_lines.py $(SHARED) $(BUILD) --first 100200 --issues 120 --name pages_held
	$(TRAIN) models/scripts/page_lines.py $(SHARED) $(BUILD) --issues 4500
	$(TRAIN) models/scripts/page_lines.py $(SHARED) $(BUILD) --first 20000 --issues 4000 --name pages_more
	$(TRAIN) models/scripts/page_lines.py $(SHARED) $(BUILD) --first 40000 --issues 1600 --name pages_long
	$(TRAIN) models/scripts/page_lines.py $(SHARED) $(BUILD) --first 50000 --issues 9000 --name pages_varied
	$(TRAIN) models/scripts/page_lines.py $(SHARED) $(BUILD) --first 70000 --issues 5000 --name pages_lists
	$(TRAIN) models/scripts/page_net.py $(BUILD) models/zh_kg_pages --minutes 150
	$(TRAIN) models/scripts/page_borders.py $(SHARED) models/zh_kg_pages

HELD := build/reliability

reliability: $(BUILD)/venv/installed $(VENV)/installed-dev
	$(TRAIN) models/scripts/articles.py $(SHARED) $(BUILD)
	$(TRAIN) models/scripts/held_articles.py $(BUILD) $(HELD)/gold
	$(TRAIN) models/scripts/assemble.py $(BUILD) $(HELD)/model --name held
	$(BIN)/kg build $(HELD)/gold/*.txt -o $(HELD)/graph --model $(HELD)/model --quiet
	$(BIN)/python tests/benchmarks/reliability.py $(HELD)/gold $(HELD)/graph

$(BUILD)/venv/installed: requirements.txt models/scripts/requirements.txt
	$(PYTHON) -m venv $(BUILD)/venv
	$(BUILD)/venv/bin/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BUILD)/venv/bin/python -m pip install --quiet -r models/scripts/requirements.txt
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name .gitkeep -delete
