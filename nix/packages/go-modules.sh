# Lays $layoutPath, lines "place file", out as a module proxy of links.
# shellcheck shell=bash
mkdir "$out"
cd "$out"
sed 's,/[^/]* .*,,' "$layoutPath" | sort -u | xargs -d '\n' mkdir -p
while read -r place file; do
	case $place in
	# Times and origins that a proxy adds are no part of the module.
	*.mod)
		version=${place##*/}
		printf '{"Version":"%s"}\n' "${version%.mod}" >"${place%.mod}.info"
		;;
	esac
	printf '%s\n%s\n' "$file" "$place"
done <"$layoutPath" | xargs -d '\n' -n 2 ln -s
