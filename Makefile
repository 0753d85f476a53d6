# `make` lists what can be made. Go 1.26 has to be there; whatever else a target needs it installs, or says how.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
MAKEFLAGS += --no-print-directory
.PHONY: help demo build bench eval sim test format vet staticcheck tools

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: ## the whole bot on this machine: no token, no Redis
	@go run . demo

build: ## the static binary ./ikdbot
	@CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o ikdbot .

bench: ## how fast the parts are
	@go test -run '^$$' -bench . ./...

eval: ## how well questions are understood: topics, areas, personal data, classifiers compared, times
	@go test -count=1 -v -run 'TestQuestions|TestExamplesLeftOut|TestMistyped|TestClassifiersCompared|Measured|TestMemory' ./handlers/understand -args -evaluate
	go test -run '^$$' -bench . ./handlers/understand

SEEDS ?= 1000
WEEKS ?= 52
FIRST ?= 1
sim: ## simulated years with faults: make sim SEEDS=5000 WEEKS=52 FIRST=1
	@go test -count=1 -timeout 0 -v -run 'TestWeeks$$' ./scheduler/simulate -args -seeds $(SEEDS) -weeks $(WEEKS) -first $(FIRST) | grep -v -e '^=== ' -e '^    --- PASS'

test: tools format vet staticcheck ## everything a change has to pass
	@go test -race ./...
	go test ./scheduler/simulate # the simulated weeks in full, which would take too long while looking for races

format: ## names Go files that gofmt would change
	@files=$$(gofmt -l .)
	[ -z "$$files" ] || { printf 'gofmt -w would change:\n%s\n' "$$files" >&2; exit 1; }

vet: ## go vet
	@go vet -race ./...

# Beyond its defaults: doc comments. Without ST1005: an error may begin with a name, such as Redis.
staticcheck: ## staticcheck, in the version of go.mod
	@go tool staticcheck -checks inherit,ST1000,ST1020,ST1021,-ST1005 ./...

# The race detector needs a C compiler; the tests start a real Redis and a browser, and let gnumeric read the workbooks.
# The emoji font makes the pages they draw look as on a phone. Debian would start Redis as a service at once and at every boot: policy-rc.d and disable stop that.
tools: ## installs the Debian packages the tests need, where they are missing
	@command -v go >/dev/null || { echo 'Go 1.26 is missing: https://go.dev/dl/' >&2; exit 1; }
	missing=()
	command -v gcc >/dev/null && [ -e /usr/include/stdlib.h ] || missing+=(gcc libc6-dev)
	command -v redis-server >/dev/null || missing+=(redis-server)
	command -v chromium >/dev/null || missing+=(chromium)
	command -v ssconvert >/dev/null || missing+=(gnumeric)
	[ -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ] || missing+=(fonts-noto-color-emoji)
	[ $${#missing[@]} -gt 0 ] || exit 0
	as_root=()
	if [ "$$(id -u)" != 0 ]; then
		as_root=(sudo)
		command -v sudo >/dev/null || {
			echo "As root: apt-get update && apt-get install -y --no-install-recommends $${missing[*]}" >&2; exit 1; }
	fi
	echo "installing $${missing[*]}"
	policy=/usr/sbin/policy-rc.d
	if [[ " $${missing[*]} " = *" redis-server "* && ! -e $$policy ]]; then
		trap '"$${as_root[@]}" rm -f "$$policy"' EXIT
		printf '#!/bin/sh\nexit 101\n' | "$${as_root[@]}" install -m 755 /dev/stdin "$$policy"
	fi
	"$${as_root[@]}" apt-get update -q
	"$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$${missing[@]}"
	if [[ " $${missing[*]} " = *" redis-server "* ]] && command -v systemctl >/dev/null; then
		"$${as_root[@]}" systemctl disable redis-server
	fi
