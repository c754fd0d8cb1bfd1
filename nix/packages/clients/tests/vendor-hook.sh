# Builds a server whose vendored client is a stub without the operation that the server calls: it compiles with the
# generated client alone.
# shellcheck shell=bash
source "$goEnv"
export GOFLAGS='-trimpath -buildvcs=false'
cp -r "$cache" "$HOME/cache"
chmod -R u+w "$HOME/cache"
export GOCACHE=$HOME/cache
module=goauthentik.io/api/v3
mkdir server goModules
goModules=$PWD/goModules
mkdir -p "goModules/$module" goModules/example.test/other
printf 'package api\n\nconst Stub = true\n' >"goModules/$module/stub.go"
printf 'package other\n\nconst Name = "other"\n' >goModules/example.test/other/other.go
printf '# example.test/other v1.0.0\n## explicit; go 1.23\nexample.test/other\n# %s v3.1.0\n## explicit; go 1.23\n%s\n' "$module" "$module" >goModules/modules.txt
cd server
printf 'module server\n\ngo 1.25\n\nrequire (\n\texample.test/other v1.0.0\n\t%s v3.1.0\n)\n' "$module" >go.mod
cat >main.go <<'END'
package main

import (
	"context"
	"fmt"

	"example.test/other"
	"goauthentik.io/api/v3"
)

func main() {
	client := api.NewAPIClient(api.NewConfiguration())
	fmt.Printf("%s %T\n", other.Name, client.BooksAPI.BooksRetrieve(context.Background(), 1))
}
END

# replaced: the client is the generated one file by file, the rest is as it was, and the server compiles and runs.
replaced() {
	diff -r "$client" "vendor/$module"
	diff "$goModules/modules.txt" vendor/modules.txt
	diff -r "$goModules/example.test" vendor/example.test
	[[ $(./server) == "other api.ApiBooksRetrieveRequest" ]]
}

# fails SENTENCE FUNCTION: the function ends the shell with status 1 and says the sentence on standard error.
fails() {
	local status=0
	("$2") >"$NIX_BUILD_TOP/log" 2>&1 || status=$?
	cat "$NIX_BUILD_TOP/log"
	[[ $status == 1 ]] || { echo "status $status, want 1" >&2; exit 1; }
	grep -qF "$1" "$NIX_BUILD_TOP/log" || { echo "the message has no: $1" >&2; exit 1; }
}

export nativeBuildInputs=$hook
case $case in
build-go-module)
	source "$stdenv"
	genericBuild
	replaced
	;;
modules-untouched)
	# The fixed-output derivation of the modules has the same inputs.
	outputHash=sha256-
	source "$stdenv"
	configurePhase
	diff -r "$goModules" vendor
	;;
plain)
	cp -r "$goModules" vendor
	source "$hook/nix-support/setup-hook"
	apiGoVendorPhase
	"$go/bin/go" build -mod=vendor -o server .
	replaced
	;;
linked)
	ln -s "$goModules" vendor
	source "$hook/nix-support/setup-hook"
	apiGoVendorPhase
	"$go/bin/go" build -mod=vendor -o server .
	replaced
	[[ -e $goModules/$module/stub.go ]]
	;;
without-client)
	rm -r "$goModules/goauthentik.io"
	source "$stdenv"
	fails "the source does not vendor the API client" genericBuild
	;;
without-vendor)
	source "$stdenv"
	configurePhase() { runHook postConfigure; }
	fails "server/vendor: there is no such folder" genericBuild
	;;
without-hooks)
	source "$stdenv"
	configurePhase() { cp -r "$goModules" vendor; }
	buildPhase() { :; }
	fails "run neither postConfigure nor preBuild hooks" genericBuild
	;;
empty)
	source "$stdenv"
	fails "it has no Go files" genericBuild
	;;
esac
echo "$case: ok" >"$out"
