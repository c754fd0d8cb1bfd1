# Setup hook: replaces the folder of the API client in ./vendor. With stdenv (nativeBuildInputs = [ apiGoVendorHook ]) it
# runs by itself; a builder without phases sources this file and calls apiGoVendorPhase in the folder of go.mod.
# shellcheck shell=bash disable=SC2154 # the variables at the top of the file, which the hook's builder writes

apiGoVendorFail() {
	echo "apiGoVendorHook: $*" >&2
	exit 1
}

# Replaces $apiGoVendorModule in ./vendor once; fails if it is not there or what should replace it is empty.
apiGoVendorPhase() {
	[[ -z ${apiGoVendorDone-} ]] || return 0
	[[ -d vendor ]] ||
		apiGoVendorFail "replacing $apiGoVendorModule in $PWD/vendor: there is no such folder; call it beside go.mod, after the modules were vendored (buildGoModule: proxyVendor = false)"
	# What was copied out of the store is read-only, and what is linked into it cannot be changed at all.
	if [[ -L vendor ]]; then
		cp -rL vendor vendor.apiGoVendor
		rm vendor
		mv vendor.apiGoVendor vendor
	fi
	chmod u+w vendor
	# The folders on the way to the client, and everything in it.
	local rest=$apiGoVendorModule/ place=vendor
	while [[ -n $rest ]]; do
		place+=/${rest%%/*}
		rest=${rest#*/}
		[[ -d $place ]] && chmod u+w "$place"
	done
	[[ -d $place ]] && chmod -R u+w "$place"
	"$apiGoVendorStep" vendor --in-place --source . --client "$apiGoVendorClient" --client-module "$apiGoVendorModule" ||
		apiGoVendorFail "vendor/$apiGoVendorModule was not replaced (above)"
	apiGoVendorDone=1
	echo "apiGoVendorHook: vendor/$apiGoVendorModule is $apiGoVendorClient"
}

# Fails if a derivation came to its end without the replacement: phases that were replaced may run no hooks.
apiGoVendorCheck() {
	[[ -n ${apiGoVendorDone-} ]] ||
		apiGoVendorFail "the phases of this derivation run neither postConfigure nor preBuild hooks, so vendor/$apiGoVendorModule was not replaced; call apiGoVendorPhase before the build"
}

# The modules of buildGoModule are a fixed-output derivation with the same inputs: they are as go.sum says, without the client.
if [[ -z ${outputHash-} ]]; then
	postConfigureHooks+=(apiGoVendorPhase)
	preBuildHooks+=(apiGoVendorPhase)
	preFixupHooks+=(apiGoVendorCheck)
fi
