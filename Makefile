# Every target is for a fresh clone: what it needs beyond Go it gets itself, or says.
.DEFAULT_GOAL := help
.PHONY: help check test bench soak vuln image build release screenshots

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s  %s\n", $$1, $$2}' $(MAKEFILE_LIST)

check: ## what CI runs: gofmt, vet, staticcheck, tests under the race detector, every fuzzer for 20 s, the image
	@.ci/check

test: ## the tests, quickly
	go test ./...

bench: ## requests per second beside a bare net/http server, and what each step costs
	go run ./bench
	go test -run '^$$' -bench . -benchmem ./...

soak: ## ten minutes at full load: every answer checked, memory flat, each credit accounted for; ARGS="-time 1m" for less
	go run ./bench soak $(ARGS)

vuln: ## known vulnerabilities in what is called (asks vuln.go.dev)
	go run golang.org/x/vuln/cmd/govulncheck@latest ./...

image: ## build the image and try it (with buildah, so no engine is needed)
	@.ci/image

build: ## the program, as bin/linkup-emulator; VERSION=v1.2.3 sets its version
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o bin/linkup-emulator ./cmd/linkup-emulator

release: ## try a release with goreleaser: its configuration, and a snapshot in dist/ (minutes, to build goreleaser)
	@.ci/release

screenshots: ## take the console's screenshots anew, into docs/screenshots (with chromium)
	go test ./internal/console/browser -run '^TestScreenshots$$' -count 1 -screenshots $(CURDIR)/docs/screenshots
