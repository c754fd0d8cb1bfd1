#!/usr/bin/env bash
# keep-packages.sh ROOT FOLDER: keeps what ROOT is made of, as a Debian mirror that has just that: the signed Release file, the
# list of packages that it vouches for, and the packages. Run by mmdebstrap, as its last hook before it removes them from ROOT.
set -euo pipefail
root=$1 folder=$2
archives=$root/var/cache/apt/archives

rm -rf "$folder"
# Makes a root on a machine that has it not; it goes into none.
(cd "$archives" && APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get -qq download mmdebstrap)
for list in "$root"/var/lib/apt/lists/*_dists_*; do
	[[ $list =~ _dists_([^_]+)_(InRelease|Release|Release.gpg|.*_Packages)$ ]] || continue
	place=$folder/dists/${BASH_REMATCH[1]}/${BASH_REMATCH[2]//_//}
	mkdir -p "${place%/*}"
	cp "$list" "$place"
done
# Under the names that the list has for them, by their hashes.
while read -r deb file; do
	mkdir -p "$folder/${file%/*}"
	ln "$deb" "$folder/$file" 2>/dev/null || cp "$deb" "$folder/$file"
done < <(sha256sum "$archives"/*.deb | awk '
	FNR == NR { deb[$1] = $2; next }
	$1 == "Filename:" { file = $2 }
	$1 == "SHA256:" { sum = $2 }
	!NF && sum in deb { print deb[sum], file }
' - "$folder"/dists/*/*/*/Packages)
had=("$archives"/*.deb) kept=$(find "$folder" -name '*.deb' | wc -l)
((kept == ${#had[@]})) || { echo "of ${#had[@]} packages $kept are in the list of packages" >&2; exit 1; }
