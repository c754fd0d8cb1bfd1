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

# Nix's sandbox is proved by a build that looks around: it must see no home, no other process and no network.
nix_sandbox() {
	cat >"$scratch/probe.nix" <<-'END'
		derivation {
		  name = "sandbox-probe-${toString builtins.currentTime}";
		  system = builtins.currentSystem;
		  builder = "/bin/sh";
		  args = [ "-c" ''
		    PATH=/usr/bin:/bin
		    test ! -e /authentik-source-build/MODULE.bazel || { echo "the build sees the checkout" >&2; exit 1; }
		    test "$(ls /sys/class/net 2>/dev/null | grep -vc '^lo$')" -eq 0 || { echo "the build sees a network device" >&2; exit 1; }
		    test "$(ls -d /proc/[0-9]* | wc -l)" -lt 10 || { echo "the build sees other processes" >&2; exit 1; }
		    echo real > $out
		  '' ];
		}
	END
	nix-build --no-out-link "$scratch/probe.nix" >/dev/null && echo "real: a build saw no checkout, no network and no other process"
}

# Bazel's sandbox is proved the same way, with the very program that Bazel uses.
bazel_sandbox() {
	local sandbox=/usr/share/bazel/linux-sandbox
	[[ -x $sandbox ]] || { echo "this Bazel brings its own linux-sandbox; not probed"; return 0; }
	mkdir "$scratch/work"
	# shellcheck disable=SC2016 # for the inner shell
	"$sandbox" -W "$scratch/work" -N -- /bin/sh -c '
		if (: > /etc/probe) 2>/dev/null; then echo "an action can write to /etc"; exit 1; fi
		if [ "$(grep -c : /proc/net/dev)" -gt 1 ]; then echo "an action sees a network device"; exit 1; fi
	' && echo "real: an action could not write outside its folder and had no network"
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
check bazel-sandbox "Bazel cannot make a sandbox: this kernel or container forbids nested user namespaces; run on the host or in a privileged container" bazel_sandbox
check python-set "the Python set cannot be evaluated; the last lines say where" python_notes
check pypi "$network" pip_reachable
check go-proxy "$network" go_reachable
check maven "$network" maven_reachable
check npm "$network" npm_reachable
exit "$failed"
