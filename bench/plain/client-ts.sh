# Compiles the TypeScript client as its own package.json says, and packs it.
# shellcheck shell=bash
cp -r "$src" client
chmod -R u+w client
cd client
for config in tsconfig.json tsconfig.esm.json; do
	"$nodejs/bin/node" "$typescript/lib/tsc.js" -p "$config"
done
mkdir "$out"
PATH=$nodejs/bin:$PATH npm pack --ignore-scripts --pack-destination "$out"
mv "$out"/*.tgz "$out/client.tgz"
