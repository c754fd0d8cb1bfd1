#!/bin/bash
# see.sh OUT | see.sh --persistent_worker | see.sh: lists, into OUT or on standard output, the files that a step can read
# and should not: all but the engine's root, the Nix store, Bazel's outputs, the checkout (not its .git) and its own /tmp.
# As a worker it speaks Bazel's JSON protocol. The first line says as what it ran.
set -uo pipefail
PATH=/usr/bin:/bin

# look HOW: prints the list.
look() {
	# Outputs lie around the sandbox of an action and of a worker.
	local outputs=$PWD
	case $PWD in
	*/sandbox/*) outputs=${PWD%%/sandbox/*} ;;
	*/bazel-workers/*) outputs=${PWD%%/bazel-workers/*} ;;
	*/execroot/*) outputs=${PWD%%/execroot/*} ;;
	esac
	# Nix's store by the name that the host knows it by.
	local store=${outputs%/checkouts/*}/nix/store
	printf '%s\n' "$1"
	local views=/run/authentik-build/view checkout=/authentik-source-build
	[[ -w /etc ]] && printf 'a writable /etc\n'
	# Outputs link to it.
	[[ $outputs == */checkouts/* && ! -d $store ]] && printf 'no store at %s\n' "$store"
	[[ $(grep -c : /proc/net/dev) -gt 1 ]] && printf 'a network\n'
	{
		find / \( -path /usr -o -path /bin -o -path /sbin -o -path '/lib*' -o -path /boot -o -path /etc -o -path /proc -o -path /sys \
			-o -path /dev -o -path /nix -o -path /tmp -o -path /run/authentik-build -o -path "$outputs" -o -path "$store" -o -path "$checkout" \) -prune \
			-o -type f -readable -print
		# A disk is all files at once.
		for device in /dev/*; do [[ -b $device && -r $device ]] && printf '%s\n' "$device"; done
		# In the root and the store: what the user's configuration is in.
		find /etc/authentik-build/clients /nix/var/nix/builds "$checkout/.git" -type f -readable -size +0
		# What sandboxes are mounted from must show no more than they do.
		find "$views" \( -path "$views$outputs" -o -path "$views$store" -o -path "$views$checkout" -o -path "$views/dev" \) -prune -o -type f -readable -print
		find "$views$checkout/.git" -type f -readable -size +0
	} 2>/dev/null
	return 0
}

if [[ ${1-} == --persistent_worker ]]; then
	while IFS= read -r request; do
		request=${request#*'"arguments":["'}
		look worker >"${request%%'"'*}"
		printf '{"exitCode":0,"output":""}\n'
	done
elif (($#)); then
	look action >"$1"
else
	look test
fi
