# Compiles the Go server with the client among its vendored modules.
# shellcheck shell=bash
cp -r --no-preserve=mode "$src" tree
cp -r --no-preserve=mode "$vendor" tree/vendor
rm -rf tree/vendor/goauthentik.io/api/v3
mkdir -p tree/vendor/goauthentik.io/api/v3
cp "$client"/*.go tree/vendor/goauthentik.io/api/v3
cd tree
export GOCACHE=$NIX_BUILD_TOP/go-cache GOFLAGS="-mod=vendor -trimpath" GOPROXY=off GOTOOLCHAIN=local GOENV=off GOTELEMETRY=off GOWORK=off CGO_ENABLED=0
"$go/bin/go" build -o "$out/bin/authentik" ./cmd/server
