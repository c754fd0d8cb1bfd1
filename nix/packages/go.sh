# Unpacks the toolchain module $src; module zips carry no exec bits. The file ROOT tells rules_go where the SDK begins.
# shellcheck shell=bash
unzip -q "$src"
mv golang.org/toolchain@* "$out"
chmod 0755 "$out"/bin/* "$out"/pkg/tool/*/*
: >"$out/ROOT"
"$out/bin/go" version >/dev/null
