# Unpacks the toolchain module $src; module zips carry no exec bits. The file ROOT tells rules_go where the SDK begins.
# shellcheck shell=bash
unzip -q "$src"
mv golang.org/toolchain@* "$out"
chmod 0755 "$out"/bin/* "$out"/pkg/tool/*/*
# Not the sources of Go's own commands, but for what rules_go builds of them, nor tests: Bazel looks at every file of the SDK
# whenever it is called.
for package in $(GOROOT=$out GO111MODULE=off GOCACHE=off "$out/bin/go" list -deps cmd/pack cmd/internal/cov); do
	[[ $package != cmd/* ]] || (cd "$out/src" && cp --parents "$package"/*.* "$NIX_BUILD_TOP")
done
rm -r "$out/src/cmd"
mv "$NIX_BUILD_TOP/cmd" "$out/src"
find "$out/src" -name testdata -prune -exec rm -r {} +
find "$out/src" -name '*_test.go' -delete
: >"$out/ROOT"
"$out/bin/go" version >/dev/null
