package contract

import "testing"

// drift is a change of upstream.
type drift struct {
	name    string
	changes []func(*testing.T, string)
	want    []string
}

// drifts are the changes that the contract is there for, apart from those of places, placeDrifts.
var drifts = []drift{
	{
		name:    "new in-tree Python package",
		changes: []func(*testing.T, string){add("packages/akql/pyproject.toml", "[project]\nname = \"akql\"\n")},
		want: []string{
			`package packages/akql:0: it is a new in-tree Python package, which nothing builds`,
		},
	},
	{
		name:    "new in-tree package of another kind",
		changes: []func(*testing.T, string){add("packages/ak-common/Cargo.toml", "[package]\n")},
		want: []string{
			`package packages/ak-common:0: it is a new in-tree Rust crate, which nothing builds`,
		},
	},
	{
		name: "in-tree package renamed",
		changes: []func(*testing.T, string){
			move("packages/ak-guardian", "packages/ak-permissions"),
			replace("packages/ak-permissions/pyproject.toml", `name = "ak-guardian"`, `name = "ak-permissions"`),
			replace("pyproject.toml", "packages/ak-guardian", "packages/ak-permissions"),
			replace("pyproject.toml", "ak-guardian==3.2.0", "ak-permissions==3.2.0"),
			replace("pyproject.toml", "ak-guardian = {", "ak-permissions = {"),
		},
		want: []string{
			`dependency pyproject.toml:0: it asks for ak-guardian no longer`,
			`dependency pyproject.toml:11: it asks for ak-permissions, which is new`,
			`python pyproject.toml:0: [tool.uv.sources] has no entry ak-guardian any more, which was workspace`,
			`python pyproject.toml:97: [tool.uv.sources] has a new entry ak-permissions = workspace`,
			`package pyproject.toml:105: the workspace has a new member packages/ak-permissions`,
			`package pyproject.toml:0: packages/ak-guardian is no member of the workspace any more`,
			`package packages/ak-guardian:0: the in-tree package ak-guardian is not there; packages/ak-permissions is it now, with the name ak-permissions`,
			`package packages/ak-permissions:0: it is a new in-tree Python package, which nothing builds`,
		},
	},
	{
		name:    "module of an in-tree package renamed",
		changes: []func(*testing.T, string){move("packages/ak-guardian/guardian", "packages/ak-guardian/ak_guardian")},
		want: []string{
			`package packages/ak-guardian/guardian/__init__.py:0: the package ak-guardian has no module guardian, but ak_guardian`,
		},
	},
	{
		name: "new Python version",
		changes: []func(*testing.T, string){
			replace("pyproject.toml", "==3.13.*", "==3.14.*"),
			replace("packages/ak-guardian/pyproject.toml", ">=3.11,<3.14", ">=3.14,<3.15"),
		},
		want: []string{
			`python pyproject.toml:9: requires-python is "==3.14.*", not "==3.13.*"`,
			`python packages/ak-guardian/pyproject.toml:10: requires-python is ">=3.14,<3.15", which does not take the build's Python 3.13`,
		},
	},
	{
		name: "dependencies added, removed, renamed and with other extras; a version is the lock's to say",
		changes: []func(*testing.T, string){
			replace("pyproject.toml", "django==5.2.11", "django==5.2.12"),
			replace("pyproject.toml", "psycopg[c,pool]==3.2.9", "psycopg[binary,pool]==3.3.3; python_version >= '3.13'"),
			replace("pyproject.toml", `    "zxcvbn==4.5.0",`, `    "zxcvbn-python==4.5.0",`),
			replace("pyproject.toml", `    "twilio==9.7.0",`, `    "msgspec==0.21.1",`),
		},
		want: []string{
			`dependency pyproject.toml:54: it asks for psycopg[binary,pool], not psycopg[c,pool]`,
			`dependency pyproject.toml:0: it asks for twilio no longer`,
			`dependency pyproject.toml:0: it asks for zxcvbn no longer`,
			`dependency pyproject.toml:68: it asks for msgspec, which is new`,
			`dependency pyproject.toml:77: it asks for zxcvbn-python, which is new`,
		},
	},
	{
		name: "pin of an in-tree package changed",
		changes: []func(*testing.T, string){
			replace("packages/django-dramatiq-postgres/pyproject.toml", "dramatiq[watch] >=1.17,<1.18", "dramatiq[watch] >=2,<3"),
			replace("packages/django-postgres-cache/pyproject.toml", `"django-postgres-extra >=2.0,<3"`, `"django-postgres-extra >=2.0,<3", "msgspec"`),
		},
		want: []string{
			`dependency packages/django-dramatiq-postgres/pyproject.toml:15: the package django-dramatiq-postgres asks for dramatiq[watch]<3,>=2, not dramatiq[watch]<1.18,>=1.17`,
			`dependency packages/django-postgres-cache/pyproject.toml:10: the package django-postgres-cache asks for msgspec, which is new`,
		},
	},
	{
		name: "build backend changed",
		changes: []func(*testing.T, string){
			replace("pyproject.toml", "requires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"", "requires = [\"uv_build>=0.9\"]\nbuild-backend = \"uv_build\""),
			replace("packages/ak-guardian/pyproject.toml", "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n", ""),
		},
		want: []string{
			`python pyproject.toml:3: build-backend is "uv_build", not "hatchling.build"`,
			`python pyproject.toml:0: its build asks for hatchling no longer`,
			`python pyproject.toml:2: its build asks for uv-build>=0.9, which is new`,
			`python packages/ak-guardian/pyproject.toml:0: build-backend is not said, but was "hatchling.build"`,
		},
	},
	{
		name:    "git source moved on",
		changes: []func(*testing.T, string){replace("pyproject.toml", "ceb4fcc090851717a3069d78e85ceb1e86c2740c", "0123456789abcdef0123456789abcdef01234567")},
		want: []string{
			`python pyproject.toml:101: [tool.uv.sources] of opencontainers is https://github.com/vsoch/oci-python@0123456789abcdef0123456789abcdef01234567, not https://github.com/vsoch/oci-python@ceb4fcc090851717a3069d78e85ceb1e86c2740c`,
		},
	},
	{
		name:    "Go module, language and client",
		changes: []func(*testing.T, string){replace("go.mod", "module goauthentik.io\n\ngo 1.24.3", "module authentik.example\n\ngo 1.26.0"), replace("go.mod", "goauthentik.io/api/v3 v3.2025120.6", "goauthentik.io/client v0.1.0")},
		want: []string{
			`go go.mod:1: the module is authentik.example, not goauthentik.io`,
			`go go.mod:3: it is written in Go 1.26.0, newer than 1.25`,
			`go go.mod:0: it does not require goauthentik.io/api/v3; did you mean goauthentik.io/client?`,
		},
	},
	{
		name:    "Rust comes in",
		changes: []func(*testing.T, string){add("Cargo.toml", "[package]\n"), add("src/main.rs", "fn main() {}\n"), remove("cmd/server")},
		want: []string{
			`path cmd/server/main.go:0: there is no such file; did it move to cmd/proxy/main.go?`,
			`path Cargo.toml:0: it is a part that line 2025.12 does not have`,
			`path src:0: it is a new folder at the top of the tree, which nothing builds`,
		},
	},
	{
		name:    "version files disagree",
		changes: []func(*testing.T, string){replace("internal/constants/VERSION", "2025.12.6", "2025.12.7"), add("schema.yml", "info:\n  version: 2026.2.0\n")},
		want: []string{
			`version internal/constants/VERSION:1: the version is 2025.12.7, but authentik/__init__.py says 2025.12.6`,
			`version schema.yml:2: the version is 2026.2.0, which is not of line 2025.12`,
		},
	},
	{
		name:    "paths gone",
		changes: []func(*testing.T, string){remove("schemas"), remove("manage.py"), move("lifecycle/wait_for_db.py", "lifecycle/wait_for_database.py")},
		want: []string{
			`path lifecycle/wait_for_db.py:0: there is no such file; did it move to lifecycle/wait_for_database.py?`,
			`path manage.py:0: there is no such file`,
			`path schemas:0: there is no such folder`,
		},
	},
	{
		name:    "not TOML, and no go.mod",
		changes: []func(*testing.T, string){replace("packages/ak-guardian/pyproject.toml", "[project]", "[project"), add("go.mod", "nothing\n")},
		want: []string{
			`python packages/ak-guardian/pyproject.toml:6: it is not TOML: expected '.' or ']' to end table name, but got '\n' instead`,
			`go go.mod:0: it cannot be read: it names no module`,
		},
	},
}
