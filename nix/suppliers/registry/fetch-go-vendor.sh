# Runs `go mod vendor` in a copy of $source and keeps its vendor folder.
# shellcheck shell=bash
export GOMODCACHE=$HOME/mod GOCACHE=$HOME/cache GOTOOLCHAIN=local GOTELEMETRY=off GOFLAGS=-modcacherw GO111MODULE=on
[[ -e ${GOENV-} ]] || export GOENV=off
cp -r "$source" tree
chmod -R u+w tree
cd tree
"$go/bin/go" mod vendor ||
	{ echo "the Go module proxy that go is configured for did not give all modules of go.mod (above); ./bazelw doctor tests the way to it" >&2; exit 1; }
cp -r vendor "$out"
