# Fails when a build or a download ($kind) of Nix sees what it should not. Sourced by nix/suppliers/registry/setup.sh.
# shellcheck shell=bash
fail() {
	echo "a $kind $*" >&2
	exit 1
}
# $folders, a line each, are what downloads may see.
prune=()
if [[ $kind == download ]]; then
	while IFS= read -r folder; do
		[[ -n $folder ]] || continue
		[[ -d $folder && -r $folder ]] || fail "does not see $folder, which the user's configuration of registry clients names"
		prune+=(-path "$folder" -prune -o)
	done <<<"$folders"
fi
found=$(find "$home" /home /root /srv /mnt /opt /var /run /etc/authentik-build /authentik-source-build \
	"${prune[@]}" -type f -readable -print -quit 2>/dev/null || true)
[[ -z $found ]] || fail "sees the file $found"
[[ $(find /proc -maxdepth 1 -name '[0-9]*' | wc -l) -lt 10 ]] || fail "sees other processes"
[[ $kind == download || $(grep -c : /proc/net/dev) -le 1 ]] || fail "sees a network device"
echo seen >"$out"
