# Downloads the crates that $crates lists, lines "name@version sha256", each checked against its sum.
# shellcheck shell=bash
export CARGO_HOME=$HOME/cargo CARGO_HTTP_CAINFO=/etc/ssl/certs/ca-certificates.crt
mkdir -p "$CARGO_HOME" scratch/src "$out"
[[ -r ${AKB_CARGO_CONFIG-} ]] && cp "$AKB_CARGO_CONFIG" "$CARGO_HOME/config.toml"
cd scratch
: >src/lib.rs
# Every crate is asked for by its exact version, so cargo can choose no other, for what one asks of another either.
{
	printf '[package]\nname = "scratch"\nversion = "0.0.0"\nedition = "2021"\n\n[dependencies]\n'
	number=0
	while read -r crate _; do
		number=$((number + 1))
		printf 'c%d = { package = "%s", version = "=%s", default-features = false }\n' "$number" "${crate%@*}" "${crate#*@}"
	done <<<"$crates"
} >Cargo.toml
cargo fetch --quiet ||
	{ echo "the crate registry that cargo is configured for did not give all crates of nix/pins/crates.json (above)" >&2; exit 1; }
while read -r crate sum; do
	file=${crate/@/-}.crate
	found=$(find "$CARGO_HOME/registry/cache" -name "$file" -print -quit)
	[[ -n $found ]] || { echo "cargo did not fetch $crate of nix/pins/crates.json" >&2; exit 1; }
	echo "$sum  $found" | sha256sum --check --quiet ||
		{ echo "the crate $crate has another hash than nix/pins/crates.json says" >&2; exit 1; }
	install -m 0644 "$found" "$out/$file"
done <<<"$crates"
