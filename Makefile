# What is built needs Swift 6.3 and a few Debian packages, which `make deps` installs.
SHELL := /bin/bash
.DELETE_ON_ERROR:
prefix ?= /usr/local
export DESTDIR ?=

swift_build := swift build -Xswiftc -warnings-as-errors
release := $(swift_build) -c release --static-swift-stdlib
sources := Sources Tests Package.swift


.PHONY: all deps demo test test-media torture systemd check bench install deb clean

all: deps
	$(swift_build)

deps:
	@scripts/deps

demo: deps
	$(release) --product condense
	@scripts/demo "$$($(release) --show-bin-path)/condense"

test: deps
	@scripts/test quick

test-media: deps
	@scripts/test media

torture: deps
	$(swift_build)
	@Tests/Torture/torture.py "$$($(swift_build) --show-bin-path)"
	@rm -rf .build/mutants && python3 Tests/Torture/hostile.py .build/mutants
	@CONDENSE_LONG=1 CONDENSE_CASES=60 CONDENSE_MUTANTS=$(CURDIR)/.build/mutants \
	  scripts/test all --filter "Segment|Corpus|Encoded pictures|Edits of damaged files"

systemd: deps
	$(swift_build)
	Tests/Systemd/systemd.py "$$($(swift_build) --show-bin-path)"

check: deps
	swift format lint --strict --parallel --recursive $(sources)
	@scripts/check-style
	$(swift_build) --build-tests

bench: deps
	$(release) --product condense
	@scripts/bench "$$($(release) --show-bin-path)/condense"
	@scripts/bench-segments "$$($(release) --show-bin-path)/condense"
	@scripts/bench-picture "$$($(release) --show-bin-path)/condense"
	@scripts/bench-daemon "$$($(release) --show-bin-path)/condense"
	@scripts/bench-ledger "$$($(release) --show-bin-path)/condense"

install: deps
	$(release) --product condense
	scripts/install "$$($(release) --show-bin-path)" "$(prefix)"

deb: deps
	$(release) --product condense
	scripts/deb "$$($(release) --show-bin-path)" .build/deb

clean:
	rm -rf .build demo
