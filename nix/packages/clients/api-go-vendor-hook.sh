# Writes the setup hook, where stdenv looks for it, with the paths of what it runs.
# shellcheck shell=bash
mkdir -p "$out/nix-support"
{
	printf 'apiGoVendorStep=%q\n' "$step/bin/vendortree"
	printf 'apiGoVendorClient=%q\n' "$client"
	printf 'apiGoVendorModule=%q\n\n' "$module"
	cat "$setupHook"
} >"$out/nix-support/setup-hook"
