# shellcheck shell=bash
client=(--no-client)
[[ -n $clientModule ]] && client=(--client-module "$clientModule")
# By these names in its sentences, which are a user's.
ln -s "$goMod" go.mod
ln -s "$goSum" go.sum
"$step/bin/vendortree" vendor --go "$go/bin/go" --go-mod go.mod --go-sum go.sum --imports "$imports" \
	--modules "$modules" "${client[@]}" --out "$out"
