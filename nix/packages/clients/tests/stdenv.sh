# The part of nixpkgs' stdenv that a setup hook deals with: it sources the hooks of nativeBuildInputs, and each phase runs the
# functions in preXHooks and postXHooks. buildGoModule's configure phase copies the vendored modules, which the store keeps
# read-only.
# shellcheck shell=bash
for input in $nativeBuildInputs; do
	# shellcheck disable=SC1091 # a file of the store
	source "$input/nix-support/setup-hook"
done

runHook() {
	local -n functions=$1Hooks
	local each
	for each in "${functions[@]}"; do "$each"; done
}

configurePhase() {
	runHook preConfigure
	cp -r "$goModules" vendor
	chmod -R a-w vendor
	runHook postConfigure
}

buildPhase() {
	runHook preBuild
	"$go/bin/go" build -mod=vendor -o server .
	runHook postBuild
}

genericBuild() {
	local phase
	for phase in configurePhase buildPhase; do "$phase"; done
	runHook preFixup
}
