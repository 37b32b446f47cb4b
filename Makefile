# Everyday commands. What they do is in scripts/ and xtask/.

.DEFAULT_GOAL := help
.PHONY: help run watch test setup check-agenda

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## set up, build as quickly as can be, and start with a demo on http://127.0.0.1:3000
	@scripts/setup run
	@cargo xtask serve --dev

watch: ## set up, then build what you save while open pages reload; as quick to build as it gets
	@scripts/setup run
	@cargo xtask watch

test: ## set up and run everything: formatting, lints, build, size, tests, browser tests
	@scripts/test

check-agenda: ## compare the agenda's rules with the expected results in the folder DATA=…
	@cargo build --release -p server
	@scripts/agenda/check target/release/twoline $(DATA)

setup: ## install all that `run` and `test` need
	@scripts/setup test
