# Generates the client.
# shellcheck shell=bash
arguments=()
[[ -n $config ]] && arguments+=(--config "$config")
while IFS= read -r property; do
	[[ -n $property ]] && arguments+=(--set "$property")
done <<<"$properties"
"$step/bin/generate" generate --java "$jre/bin/java" --jar "$generator/lib/openapi-generator-cli.jar" \
	--generator "$language" --schema "$schema" "${arguments[@]}" --out "$out"
