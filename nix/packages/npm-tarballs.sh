# Lays out $tarballs under $names.
# shellcheck shell=bash
mkdir "$out"
read -ra names <<<"$names"
number=0
for tarball in $tarballs; do
	ln -s "$tarball" "$out/${names[number]}"
	number=$((number + 1))
done
