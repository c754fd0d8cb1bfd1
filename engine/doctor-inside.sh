#!/usr/bin/env bash
# doctor-inside.sh FAILED: the checks of ./bazelw doctor that run in the engine. Each line: what, ok or FAILED, what to do.
set -uo pipefail
failed=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# check NAME REPAIR CMD...: prints what CMD prints; a failure prints REPAIR and the last lines of CMD.
check() {
	local name=$1 repair=$2 output
	shift 2
	if output=$("$@" 2>"$scratch/error" </dev/null); then
		printf '%-13s ok: %s\n' "$name" "$output"
	else
		printf '%-13s FAILED: %s\n' "$name" "$repair"
		{ [[ -n $output ]] && echo "$output"; tail -n 3 "$scratch/error"; } | sed 's/^/              /'
		failed=1
	fi
}

# Debian's bazel does not know its own version without its install base, which says it in a file.
bazel_version() {
	if [[ -e /usr/share/bazel/build-label.txt ]]; then echo "bazel $(</usr/share/bazel/build-label.txt)"; else bazel --version; fi
}

# Nix's sandbox is proved by a build that looks around: it must see nothing of the user's, no other process and no network.
# A download must see the configuration of the registries' clients.
nix_probe() {
	nix-build --no-out-link "$AKB_CHECKOUT/engine/probe/see.nix" -A "$1" --argstr home "$HOME" >/dev/null
}
nix_sandbox() {
	nix_probe build && echo "real: a build saw nothing of yours, no network and no other process"
}
nix_download() {
	nix_probe download && echo "a download sees the configuration of your registry clients, and nothing else of yours"
}

# step_sees KIND: builds (or tests) what looks around from a step of Bazel, and fails if it saw anything.
step_sees() {
	local seen=$scratch/seen
	local bazel=(bash "$AKB_CHECKOUT/engine/inside.sh" bazel)
	local quiet=(--noshow_progress "--ui_event_filters=-info,-stdout,-stderr" --color=no --disk_cache= --remote_cache=)
	if [[ $1 == test ]]; then
		"${bazel[@]}" test "${quiet[@]}" --nocache_test_results --test_output=errors //engine/probe:test >&2 || return 1
		sed '1,/^---*$/d' "$("${bazel[@]}" info bazel-testlogs 2>/dev/null)/engine/probe/test/test.log" >"$seen"
	else
		local out
		out=$("${bazel[@]}" info bazel-bin 2>/dev/null)/engine/probe/$1.txt
		# What is missing is made again.
		rm -f "$out"
		"${bazel[@]}" build "${quiet[@]}" "//engine/probe:$1" >&2 || return 1
		cp "$out" "$seen"
	fi
	[[ $(head -n 1 "$seen") == "$1" ]] || { echo "it ran as '$(head -n 1 "$seen")', not as $1"; return 1; }
	# The chosen source tree is input, all but its .git.
	if sed 1d "$seen" | grep -v "^\(/run/authentik-build/view\)\?${AKB_VISIBLE_SOURCE:-/nowhere}/" >"$scratch/files"; then
		printf 'of %s things that it should not have the first is %s\n' "$(wc -l <"$scratch/files")" "$(head -n 1 "$scratch/files")"
		return 1
	fi
	case $1 in
	action) echo "an action sees no file of yours and no network" ;;
	worker) echo "a worker sees no file of yours and no network" ;;
	test) echo "a test sees no file of yours and no network" ;;
	esac
}

# steps: what actions, workers and tests see. The views of folders are the root's; the host's own Bazel has none.
steps() {
	local kind
	if [[ -z ${AKB_VIEWS-} ]]; then
		printf '%-13s not hidden: actions of the host'"'"'s own Bazel can read your files; AUTHENTIK_BUILD_ENGINE=root hides them\n' steps
		return
	fi
	for kind in action worker test; do
		if [[ $kind == worker && $AKB_STATE/ == /tmp/* ]]; then
			printf '%-13s ok: none is used, since the cache lies below /tmp\n' worker
			continue
		fi
		check "$kind" "it sees more than its inputs and the toolchain: run ./bazelw shutdown and try again; a bazelrc of your own may show it more" step_sees "$kind"
	done
}

maven_reachable() {
	local settings=()
	[[ -r ${AKB_MAVEN_SETTINGS-} ]] && settings=(-s "$AKB_MAVEN_SETTINGS")
	timeout 90 mvn -q -B "${settings[@]}" "-Dmaven.repo.local=$scratch/m2" dependency:get -Dartifact=junit:junit:4.13.2:pom -Dtransitive=false &&
		echo "Maven Central, or its mirror, answers"
}
pip_reachable() {
	timeout 60 pip download --quiet --disable-pip-version-check --no-cache-dir --no-deps --dest "$scratch" six==1.17.0 && echo "the Python index answers"
}
go_reachable() {
	[[ -e ${GOENV-} ]] || export GOENV=off
	GOTOOLCHAIN=local GOMODCACHE=$scratch/mod GOFLAGS=-modcacherw timeout 60 go list -m golang.org/x/mod@v0.29.0 >/dev/null && echo "the Go module proxy answers"
}
npm_reachable() {
	local node
	node=$(nix-build --no-out-link "$AKB_CHECKOUT/nix" -A nodejs 2>/dev/null) || { echo "npm itself comes from the Python index, which did not give it"; return 1; }
	[[ -e ${NPM_CONFIG_USERCONFIG-} ]] || unset NPM_CONFIG_USERCONFIG
	NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt npm_config_cache=$scratch/npm timeout 60 "$node/bin/npm" view is-number@7.0.0 version >/dev/null && echo "the npm registry answers"
}

# store_whole: the host's own Bazel has its outputs where the engine does not know.
store_whole() {
	if [[ -z ${AKB_OUTPUT_BASE-} ]]; then echo "not looked at"; else bash "$AKB_CHECKOUT/engine/store-inside.sh" check; fi
}

# What the Python sets have in place of what their locks ask for: of the sources that were built here, or else of the sample.
python_notes() {
	local lists=() notes='[]'
	if [[ -n ${AKB_STATE-} ]]; then
		mapfile -t lists < <(compgen -G "$AKB_STATE/bazel/*/external/*authentik_*_wheels/distributions.json")
	fi
	if ((${#lists[@]} == 0)); then
		notes=$(nix-instantiate --eval --read-write-mode --strict --json "$AKB_CHECKOUT/nix" -A python-wheels.notes) || return
	fi
	python3 -I - "$notes" "${lists[@]}" <<-'PYTHON'
		import json, re, sys

		notes = ["sample: " + note for note in json.loads(sys.argv[1])]
		for place in sorted(sys.argv[2:]):
		    source = re.search(r"authentik_([a-z0-9_]+?)(_test)?_wheels/", place).group(1)
		    with open(place) as file:
		        notes += [f"{source}: {d['name']} {d['version']}: {d['note']}" for d in json.load(file) if d["note"]]
		print("\n              ".join(notes) or "as the locks ask")
	PYTHON
}

network="check the network, the proxy variables and the client's own configuration; builds work without it once everything is fetched"
check bazel "Bazel cannot run; remove the engine's folder and call again" bazel_version
check nix "Nix cannot run; remove the engine's folder and call again" nix-build --version
check nix-sandbox "Nix cannot make a sandbox: this kernel or container forbids nested user namespaces; run on the host or in a privileged container" nix_sandbox
check nix-download "the configuration of pip, npm, Maven, Cargo and Go does not reach downloads" nix_download
check nix-store "paths that repositories need are gone: ./bazelw doctor --repair has them fetched and built again" store_whole
steps
check python-set "the Python set cannot be evaluated; the last lines say where" python_notes
if [[ :${AKB_SUPPLIES-}: == *:/run/authentik-build/kit/nix:* ]]; then
	printf '%-13s not asked: everything comes from the kit\n' registries
	exit "$failed"
fi
check pypi "$network" pip_reachable
check go-proxy "$network" go_reachable
check maven "$network" maven_reachable
check npm "$network" npm_reachable
exit "$failed"
