# ./bazelw doctor [--repair]: what the engine is and whether it is sound. Sourced by bazelw.
# shellcheck shell=bash

# akb_doctor: prints a line a check; exit 1 if one failed.
akb_doctor() {
	[[ $# == 0 || $* == --repair ]] || akb_die "doctor takes no arguments but --repair"
	printf 'engine        %s\n' "$AKB_ENGINE"
	if [[ $AKB_ENGINE == root ]]; then
		akb_folders
		akb_need_namespaces
		local root
		akb_root_path root
		if [[ -e $root/$AKB_ROOT_STAMP ]]; then
			printf 'root          %s (%s packages of Debian %s)\n' "$root" "$(wc -l <"$root/$AKB_ROOT_STAMP")" "$AKB_SUITE"
		else
			printf 'root          %s, not made yet: any call makes it\n' "$root"
		fi
	fi
	mkdir -p "$AKB_CACHE"
	local free
	free=$(akb_free_mib "$AKB_CACHE")
	if ((free >= 2000)); then
		printf 'disk          ok: %s MiB free for %s\n' "$free" "$AKB_CACHE"
	else
		printf 'disk          FAILED: %s MiB free for %s; free some, or set XDG_CACHE_HOME to another disk\n' "$free" "$AKB_CACHE"
		AKB_DOCTOR_FAILED=1
	fi
	if [[ ${1-} == --repair && $AKB_ENGINE == root ]]; then
		(akb_engine_run bash "$AKB_INNER_CHECKOUT/engine/store-inside.sh" repair) ||
			printf 'repair        FAILED: what is gone from the Nix store could not be had again; the lines above say why\n'
	fi
	export AKB_DOCTOR_FAILED
	akb_engine_run bash "${AKB_INNER_CHECKOUT-$AKB_CHECKOUT}/engine/doctor-inside.sh" "${AKB_DOCTOR_FAILED-0}"
}
