# A kit: a folder with every byte from outside that a build needs (docs/air-gap.md). Sourced by root.sh.
#
#   SHA256SUMS   every other file, with its hash: what sha256sum(1) checks
#   ledger.tsv   what each is, and who asks for it
#   debian/      a Debian mirror with the packages of the root (keep-packages.sh)
#   nix/         a binary cache of Nix with what package registries gave
# shellcheck shell=bash

# akb_kit ARGS...: ./bazelw kit, ledger and nix-cache. What is not fetched yet is, by making all repositories of the targets.
akb_kit() {
	local command=$1 source=sample out="" key="" targets=() arguments=()
	shift
	if [[ $command == kit && ${1-} == check ]]; then
		(($# == 2)) || akb_die "kit check takes one folder: ./bazelw kit check DIR"
		akb_kit_check "$2"
		printf 'kit: %s is whole, %s files\n' "$2" "$(wc -l <"$2/SHA256SUMS")"
		return
	fi
	while (($#)); do
		# An option and its value, in one word or two.
		[[ $1 != --*=* ]] || set -- "${1%%=*}" "${1#*=}" "${@:2}"
		case $1 in
		--source | --out | --key) (($# > 1)) || akb_die "$command: $1 needs a value" ;;&
		--source) source=$2 && shift ;;
		--out) out=$2 && shift ;;
		--key) key=$2 && shift ;;
		-*) akb_die "$command does not know the option $1: ./bazelw kit --source=sample --out=DIR, ./bazelw ledger --source=sample" ;;
		*) targets+=("$1") ;;
		esac
		shift
	done
	[[ $AKB_ENGINE == root ]] || akb_die "$command is about the engine's own root: AUTHENTIK_BUILD_ENGINE=root ./bazelw $command ..."
	if [[ $source == */* ]]; then
		export AUTHENTIK_SOURCE=$source
		source=checkout
	fi
	((${#targets[@]})) || targets=(//...)
	arguments=("$command" "--source=$source")
	if [[ $command != ledger ]]; then
		[[ -n $out ]] || akb_die "$command needs a folder to collect into: --out=DIR"
		akb_showable "--out" "$(readlink -m "$out")"
		mkdir -p "$out" 2>/dev/null || akb_die "the folder $out cannot be made; name one that you can write to"
		akb_show "--out" "$out"
		arguments+=("--out=$AKB_SHOWN")
	fi
	if [[ $command == nix-cache ]]; then
		[[ -n $key ]] || akb_die "nix-cache needs the file of the secret key to sign with, which it makes if there is none: --key=FILE"
		mkdir -p "$(dirname "$key")" 2>/dev/null || akb_die "the folder of $key cannot be made; name a file that you can write"
		akb_show "the folder of --key" "$(dirname "$key")"
		arguments+=("--key=$AKB_SHOWN/$(basename "$key")")
	fi
	(akb_engine_bazel build --nobuild "--//:source=$source" -- "${targets[@]}") >&2 || exit
	akb_engine_bazel run --ui_event_filters=-info --noshow_progress //:akbuild -- "${arguments[@]}"
}

# akb_kit_check DIR: dies when a file of the kit is missing, is another, or does not belong to it.
akb_kit_check() {
	local dir=${1%/} repair="collect it again on a machine with a network: ./bazelw kit --source ... --out $1" file
	[[ -r $dir/SHA256SUMS ]] || akb_die "checking the kit $dir: it has no SHA256SUMS, so it is no kit or was never finished; $repair"
	while IFS= read -r file; do
		[[ -e $dir/$file ]] || akb_die "checking the kit $dir: $(akb_kit_file "$dir" "$file") is missing; $repair"
	done < <(cut -c67- "$dir/SHA256SUMS")
	file=$(cd "$dir" && sha256sum --check --quiet SHA256SUMS 2>/dev/null | sed -n '1s/: [A-Z]*$//p') || true
	[[ -z $file ]] || akb_die "checking the kit $dir: $(akb_kit_file "$dir" "$file") is not what was collected; $repair"
	file=$(cd "$dir" && find . ! -type d ! -path ./SHA256SUMS -printf '%P\n' | awk 'FNR == NR { known[substr($0, 67)]; next } !($0 in known)' SHA256SUMS - | sort | sed -n 1p)
	[[ -z $file ]] || akb_die "checking the kit $dir: $file does not belong to it; remove it: rm '$dir/$file'"
}

# akb_kit_file DIR FILE: FILE, with what it is as far as the ledger says so.
akb_kit_file() {
	local what
	what=$(awk -F'\t' -v file="$2" 'index(" " $NF " ", " " file " ") { print $1, $2, $3; exit }' "$1/ledger.tsv" 2>/dev/null)
	printf '%s%s' "$2" "${what:+ ($what)}"
}
