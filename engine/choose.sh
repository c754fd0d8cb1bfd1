# Chooses the engine: the host's own Bazel and Nix, or the private root. Sourced by bazelw.
# shellcheck shell=bash

# akb_host_bazel: prints the path of a host Bazel that knows bzlmod well enough (>= 7.4), or nothing.
akb_host_bazel() {
	local candidate version major minor
	for candidate in bazel bazelisk; do
		candidate=$(command -v "$candidate") || continue
		# Debian's bazel says its version in a file of its install base.
		if [[ -e /usr/share/bazel/build-label.txt && $(readlink -f "$(command -v bazel)") == /usr/bin/bazel ]]; then
			version=$(</usr/share/bazel/build-label.txt)
		else
			version=$("$candidate" --version 2>/dev/null) || continue
		fi
		version=${version#bazel }
		major=${version%%.*}
		minor=${version#*.}
		minor=${minor%%.*}
		[[ $major =~ ^[0-9]+$ && $minor =~ ^[0-9]+$ ]] || continue
		if ((major > 7 || (major == 7 && minor >= 4))); then
			printf '%s' "$candidate"
			return
		fi
	done
}

# akb_choose_engine: sets AKB_ENGINE (host or root) and loads that engine, which defines
#   akb_engine_run CMD...     run CMD in the engine, in the caller's folder
#   akb_engine_bazel ARGS...  run Bazel in it
akb_choose_engine() {
	AKB_ENGINE=${AUTHENTIK_BUILD_ENGINE:-auto}
	AKB_HOST_BAZEL=
	if [[ $AKB_ENGINE != root ]] && command -v nix-build >/dev/null; then
		AKB_HOST_BAZEL=$(akb_host_bazel)
	fi
	case $AKB_ENGINE in
	auto) [[ -n $AKB_HOST_BAZEL ]] && AKB_ENGINE=host || AKB_ENGINE=root ;;
	host) [[ -n $AKB_HOST_BAZEL ]] ||
		akb_die "AUTHENTIK_BUILD_ENGINE=host needs bazel (>= 7.4) and nix-build on PATH; install them or unset it" ;;
	root) ;;
	*) akb_die "AUTHENTIK_BUILD_ENGINE is '$AKB_ENGINE', which is none of auto, host and root" ;;
	esac
	# shellcheck source=/dev/null
	source "$AKB_LIB/$AKB_ENGINE.sh"
}
