package relock

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const written = `version = 1
revision = 5

[manifest]
members = ["forge"]
constraints = [
    { name = "anvil", specifier = "==1.0" },
]

[[package]]
name = "anvil"
version = "1.0"
source = { registry = "https://index.example/simple" }
sdist = { url = "https://files.example/a/anvil-1.0.tar.gz", hash = "sha256:00", size = 5, upload-time = "2030-01-01T00:00:00Z" }
wheels = [
    { url = "https://files.example/b/anvil-1.0-py3-none-any.whl", hash = "sha256:01", size = 6, upload-time = "2030-01-01T00:00:00Z" },
]

[[package]]
name = "forge"
version = "1"
source = { editable = "." }
dependencies = [
    { name = "anvil" },
    { name = "quench" },
]

[package.metadata]
requires-dist = [
    { name = "anvil", specifier = ">=1" },
    { name = "quench", extras = ["oil"], specifier = "==0.7" },
]

[[package]]
name = "quench"
version = "0.7"
source = { registry = "https://index.example/simple" }
dependencies = [
    { name = "anvil" },
]
wheels = [
    { url = "https://files.example/c/quench-0.7-py3-none-any.whl", hash = "sha256:02" },
]
`

const rewritten = `version = 1
revision = 5

[manifest]
members = ["forge"]

[[package]]
name = "anvil"
version = "1.0"
source = { registry = "index" }
sdist = { filename = "anvil-1.0.tar.gz", hash = "sha256:00", size = 5 }
wheels = [
    { filename = "anvil-1.0-py3-none-any.whl", hash = "sha256:01", size = 6 },
]

[[package]]
name = "forge"
version = "1"
source = { editable = "." }
dependencies = [
    { name = "anvil" },
    { name = "quench" },
]

[package.metadata]
requires-dist = [
    { name = "anvil", specifier = ">=1" },
    { name = "quench", extras = ["oil"], git = "https://git.example/quench?rev=abc" },
]

[[package]]
name = "quench"
version = "0.7.dev0"
source = { git = "https://git.example/quench?rev=abc#abc" }
dependencies = [
    { name = "anvil" },
]
`

func TestRewrite(t *testing.T) {
	got, err := rewrite(written, map[string]gitSource{"quench": {git: "https://git.example/quench", rev: "abc", version: "0.7.dev0"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rewritten, got); diff != "" {
		t.Error(diff)
	}
}

// An address that uv writes in a new place does not get into the repository.
func TestRewriteUnknownAddress(t *testing.T) {
	_, err := rewrite(strings.Replace(written, "revision = 5", `index = "https://index.example/x"`, 1), nil)
	if err == nil || err.Error() != "uv wrote the address https://index.example/x at a place that is not known to hold one" {
		t.Error(err)
	}
}
