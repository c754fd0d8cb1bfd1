# Downloads the tree of commit $rev of $owner/$repo. No package registry has authentik's own source: this is the one fetch
# that needs another host, and nothing but a release's source uses it.
# shellcheck shell=bash
curl --fail --silent --show-error --location --max-time 600 --retry 2 \
	--cacert /etc/ssl/certs/ca-certificates.crt --output source.tar.gz \
	"https://github.com/$owner/$repo/archive/$rev.tar.gz" ||
	{ echo "commit $rev of $owner/$repo could not be downloaded: this machine does not reach github.com" >&2; exit 1; }
mkdir "$out"
tar xzf source.tar.gz --strip-components=1 -C "$out"
