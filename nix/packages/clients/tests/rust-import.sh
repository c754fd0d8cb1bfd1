# shellcheck shell=bash
export CARGO_HOME=$HOME/cargo CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0
mkdir -p "$CARGO_HOME" vendor src
# A folder of unpacked crates, as `cargo vendor` makes it.
while read -r crate sum; do
	tar xzf "$crates/${crate/@/-}.crate" -C vendor
	printf '{"files":{},"package":"%s"}' "$sum" >"vendor/${crate/@/-}/.cargo-checksum.json"
done <"$listPath"
cat >"$CARGO_HOME/config.toml" <<END
[source.crates-io]
replace-with = "vendored"
[source.vendored]
directory = "$PWD/vendor"
END
cat >Cargo.toml <<END
[package]
name = "consumer"
version = "0.0.0"
edition = "2021"
[dependencies]
authentik-client = { path = "$client", default-features = false }
END
cat >src/main.rs <<'END'
fn main() {
    let configuration = authentik_client::apis::configuration::Configuration::new();
    println!("{} {}", configuration.base_path, configuration.user_agent.unwrap());
}
END
cargo build --offline --quiet 2>log || { grep -A 12 '^error' log >&2; exit 1; }
target/debug/consumer | tee "$out"
grep -q ' OpenAPI-Generator/.*/rust$' "$out"
