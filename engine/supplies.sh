# What Nix takes what it lacks from, before a registry is asked: a kit (docs/air-gap.md) and a binary cache. Sourced by enter.sh.
# shellcheck shell=bash

# Where the kit and the binary cache lie in the engine: fixed, so that nothing depends on where they lie on the host.
AKB_INNER_KIT=/run/authentik-build/kit
AKB_INNER_NIX_CACHE=/run/authentik-build/nix-cache

# akb_supplies: has the engine's Nix take what it lacks from the kit and from the binary cache.
akb_supplies() {
	local from=()
	AKB_SUPPLIES=
	if [[ -n ${AUTHENTIK_BUILD_KIT-} ]]; then
		akb_bind "$AUTHENTIK_BUILD_KIT" "$AKB_ROOT$AKB_INNER_KIT"
		from+=("$AKB_INNER_KIT/nix")
	fi
	if [[ -n ${AUTHENTIK_BUILD_NIX_CACHE-} ]]; then
		akb_bind "$AUTHENTIK_BUILD_NIX_CACHE" "$AKB_ROOT$AKB_INNER_NIX_CACHE"
		from+=("$AKB_INNER_NIX_CACHE")
	fi
	((${#from[@]})) || return 0
	printf -v AKB_SUPPLIES '%s:' "${from[@]}"
	AKB_SUPPLIES=${AKB_SUPPLIES%:}
	{
		cat "$AKB_LIB/nix.conf"
		# What a registry gave needs no signature, since its name in the store is its hash; what was built does.
		printf 'substitute = true\nsubstituters =%s\ntrusted-public-keys = %s\n' "$(printf ' file://%s' "${from[@]}")" "${AUTHENTIK_BUILD_NIX_KEY-}"
	} >"$AKB_ROOT$AKB_VIEWS/nix.conf"
	akb_bind "$AKB_ROOT$AKB_VIEWS/nix.conf" "$AKB_ROOT/etc/nix/nix.conf"
}

# akb_supplies_settings: prints the lines for a bazelrc: a step of Bazel sees neither. (A test that runs Nix itself does.)
akb_supplies_settings() {
	[[ -z ${AUTHENTIK_BUILD_KIT-} ]] || printf 'build --sandbox_block_path=%s\n' "$AKB_INNER_KIT"
	[[ -z ${AUTHENTIK_BUILD_NIX_CACHE-} ]] || printf 'build --sandbox_block_path=%s\n' "$AKB_INNER_NIX_CACHE"
}
