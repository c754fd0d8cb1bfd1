# Generates a client of $schema with the generator's own command line.
# shellcheck shell=bash
"$jre/bin/java" -jar "$generator/lib/openapi-generator-cli.jar" generate -g "$language" -i "$schema" -o "$out" --additional-properties="$options"
