# The Bazel modules that no Debian package has (rules_go, gazelle): Nix packages, found by tools/registry through
# garbage-collection roots of fixed names. Sourced by inside.sh and host.sh.
# shellcheck shell=bash

AKB_DEBIAN_MODULES=/usr/share/bazel/rules/shell
AKB_GCROOTS=/nix/var/nix/gcroots/authentik-build

# akb_modules CHECKOUT: sets AKB_MODULES to "name-version" of each such module, as tools/registry lists them. Runs at
# every call, so it starts no process.
akb_modules() {
	local source content=
	AKB_MODULES=()
	for source in "$1"/tools/registry/modules/*/*/source.json; do
		IFS= read -r -d '' content <"$source" || true
		[[ $content == *"\"$AKB_GCROOTS/"* ]] || continue
		content=${content#*"$AKB_GCROOTS/"}
		AKB_MODULES+=("${content%%\"*}")
	done
}

# akb_modules_ready CHECKOUT: whether all are there. That the path exists is enough: its name carries the version.
akb_modules_ready() {
	local module
	akb_modules "$1"
	for module in "${AKB_MODULES[@]}"; do
		[[ -e $AKB_GCROOTS/$module/MODULE.bazel ]] || return 1
	done
}

# akb_modules_build CHECKOUT: fetches those that are missing.
akb_modules_build() {
	local module
	mkdir -p "$AKB_GCROOTS"
	for module in "${AKB_MODULES[@]}"; do
		[[ -e $AKB_GCROOTS/$module/MODULE.bazel ]] && continue
		printf 'bazelw: fetching the Bazel module %s\n' "$module" >&2
		nix-build --quiet "$1/nix" -A "bazelModules.${module%-*}" -o "$AKB_GCROOTS/$module" >/dev/null || {
			printf 'bazelw: the Bazel module %s could not be fetched (see above); ./bazelw doctor tests the way to the Go module proxy\n' "$module" >&2
			exit 1
		}
	done
}
