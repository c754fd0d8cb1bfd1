# shellcheck shell=bash
tar xzf "$src"
mkdir "$out"
cp package/schema.yml package/config.yaml "$out/"
cp package/.openapi-generator/VERSION "$out/generator-version"
cp "$src" "$out/published.tgz"
