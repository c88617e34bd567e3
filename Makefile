.PHONY: setup demo check format test lab-packages clean
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

setup: $(VENV)/.ready ## make .venv with govnetgen and all that the tests need

$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "govnetgen needs Python 3.11 or newer: $$($(PYTHON) --version) found; set PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || sh tools/system-packages python3-venv
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: setup ## validate and render the Dalian network into build/dalian
	@$(BIN)/govnetgen validate inventory/dalian
	@$(BIN)/govnetgen render inventory/dalian -o build/dalian

lab-packages: ## what the lab is made of; also the independent checkers of rendered linux configurations
	@sh tools/system-packages frr frr-pythontools nftables iproute2 iputils-ping procps ethtool openvswitch-switch openssh-server netconfd

check: setup lab-packages ## all that CI runs: format, lint, types, layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n $$(($$(nproc) + 1)) --dist loadgroup # one more than cores: who has a lab mostly waits

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf build .pytest_cache .mypy_cache .ruff_cache
