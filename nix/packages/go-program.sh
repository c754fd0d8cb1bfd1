# Builds the command $main of the tree $source.
# shellcheck shell=bash
source "$goEnv"
cp -r "$source" tree
chmod -R u+w tree
cd tree
cp "$goMod" go.mod
cp "$goSum" go.sum
chmod u+w go.mod go.sum
cp -r "$cache" "$HOME/cache"
chmod -R u+w "$HOME/cache"
export GOCACHE=$HOME/cache
mkdir -p "$out/bin"
# For who has to see an edit.
find . -type f -not -name go.mod -not -name go.sum -printf '%P\n' | sort >"$out/files"
"$go/bin/go" build -ldflags=-buildid= -o "$out/bin/$name" "$main"
