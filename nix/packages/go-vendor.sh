# shellcheck shell=bash
client=(--no-client)
[[ -n $clientModule ]] && client=(--client-module "$clientModule")
"$akbuild/bin/akbuild" vendor --go "$go/bin/go" --go-mod "$goMod" --go-sum "$goSum" --imports "$imports" \
	--modules "$modules" "${client[@]}" --out "$out"
