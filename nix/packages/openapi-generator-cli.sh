# shellcheck shell=bash
install -D -m 0644 "$src" "$out/lib/openapi-generator-cli.jar"
printf '%s\n' "$version" >"$out/version"
mkdir "$out/bin"
cat >"$out/bin/openapi-generator-cli" <<END
#!/bin/sh
exec $jre/bin/java -jar $out/lib/openapi-generator-cli.jar "\$@"
END
chmod 0755 "$out/bin/openapi-generator-cli"
found=$("$out/bin/openapi-generator-cli" version)
[[ $found == "$version" ]] || { echo "the jar says it is $found, the pin says $version" >&2; exit 1; }
