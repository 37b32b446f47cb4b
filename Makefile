# Everyday commands. What they do is in scripts/ and xtask/.

.DEFAULT_GOAL := help
.PHONY: help run test setup

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

run: ## set up, build, and start with a demo community on http://127.0.0.1:3000
	@scripts/setup run
	@cargo xtask serve

test: ## set up and run everything: formatting, lints, build, size, tests, browser tests
	@scripts/test

setup: ## install all that the two above need
	@scripts/setup test
