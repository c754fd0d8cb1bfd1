package contract

import (
	"strings"
	"testing"
)

// placeDrifts are the changes of what is where, and of what a file may say about that.
var placeDrifts = []drift{
	{
		name:    "substituted string rewritten",
		changes: []func(*testing.T, string){replace("authentik/root/settings.py", `[BASE_DIR / Path("web")]`, `[BASE_DIR.joinpath("web")]`)},
		want: []string{
			`substitution authentik/root/settings.py:122: "[BASE_DIR / Path(\"web\")]": it is not there; the nearest is line 122: "STATICFILES_DIRS = [BASE_DIR.joinpath(\"web\")]"`,
			`watch authentik/root/settings.py:122: "BASE_DIR" is a new use of BASE_DIR: it is known there once, and this is another`,
		},
	},
	{
		name: "substituted string moved to another file",
		changes: []func(*testing.T, string){
			replace("authentik/root/settings.py", `"./locale"`, "LOCALE"),
			add("authentik/root/places.py", "LOCALE = \"./locale\"\n"),
		},
		want: []string{
			`substitution authentik/root/settings.py:0: "\"./locale\"" is not there; it is in authentik/root/places.py:1 now`,
			`watch authentik/root/places.py:1: "\"./locale\"" is a new path below the working directory in the core`,
		},
	},
	{
		name: "BASE_DIR is another folder",
		changes: []func(*testing.T, string){
			replace("authentik/root/settings.py", "BASE_DIR = Path(__file__).absolute().parent.parent.parent", "BASE_DIR = Path(__file__).resolve().parents[3]"),
		},
		want: []string{
			`text authentik/root/settings.py:14: "BASE_DIR = Path(__file__).absolute().parent.parent.parent": it is not there; the nearest is line 14: "BASE_DIR = Path(__file__).resolve().parents[3]"`,
		},
	},
	{
		name:    "new file below BASE_DIR, over several lines",
		changes: []func(*testing.T, string){add("authentik/core/terms.py", "TERMS = (\n    settings.BASE_DIR\n    / \"web\"\n    / \"terms.txt\"\n)\n")},
		want: []string{
			`watch authentik/core/terms.py:2: "BASE_DIR / \"web\" / \"terms.txt\"" is a new use of BASE_DIR`,
		},
	},
	{
		name:    "new file beside a module",
		changes: []func(*testing.T, string){add("authentik/core/words.py", "WORDS = open(Path(__file__).parent / \"lists\" / \"words.txt\")\n")},
		want: []string{
			`watch authentik/core/words.py:1: "/ \"lists\" / \"words.txt\"" is a new file beside a module`,
		},
	},
	{
		name: "absolute path newly opened",
		changes: []func(*testing.T, string){
			add("authentik/core/motd.py", "MOTD = open(\"/etc/motd\").read()\nPORTS = Path(\n    '/usr/share/ports'\n)\nSOCKET = \"/run/authentik.sock\"\nPAGE = \"/static/dist/a.js\"\n"),
			add("packages/ak-guardian/guardian/key.py", "KEY = open(f'/keys/{NAME}')\n"),
		},
		want: []string{
			`watch authentik/core/motd.py:1: "open(\"/etc/motd\"" is a new absolute path in the core`,
			`watch authentik/core/motd.py:2: "Path( '/usr/share/ports'" is a new absolute path in the core`,
			`watch authentik/core/motd.py:5: "\"/run/authentik.sock\"" is a new absolute path in the core`,
			`watch packages/ak-guardian/guardian/key.py:1: "open(f'/keys/{NAME}'" is a new absolute path in the core`,
		},
	},
	{
		name: "launcher wants more of the machine",
		changes: []func(*testing.T, string){
			replace("lifecycle/ak", "exec sleep infinity", "exec /sbin/tini -- sleep infinity"), replace("lifecycle/ak", `MODE_FILE="${TMPDIR}/`, `MODE_FILE="${RUNDIR}/`),
		},
		want: []string{
			`text lifecycle/ak:8: "MODE_FILE=\"${TMPDIR}/authentik-mode\"": it is not there; the nearest is line 8: "MODE_FILE=\"${RUNDIR}/authentik-mode\""`,
			`watch lifecycle/ak:73: "/sbin/tini" is a new absolute path in the launcher`,
		},
	},
	{
		name:    "new program",
		changes: []func(*testing.T, string){add("cmd/ssh/main.go", "package main\n")},
		want:    []string{`go cmd/ssh:0: it is a new program, which nothing builds`},
	},
	{
		name: "options of the tree's own generator",
		changes: []func(*testing.T, string){
			replace("scripts/api/ts-config.yaml", "enumUnknownDefaultCase: true", "enumUnknownDefaultCase: false\n  withInterfaces: true"),
			replace("scripts/api/ts-config.yaml", "  supportsES6: true\n", ""),
		},
		want: []string{
			`generator scripts/api/ts-config.yaml:4: the option additionalProperties.enumUnknownDefaultCase is false, not true`,
			`generator scripts/api/ts-config.yaml:0: the option additionalProperties.supportsES6 is not set any more, which was true`,
			`generator scripts/api/ts-config.yaml:5: the option additionalProperties.withInterfaces is new: it is true`,
		},
	},
	{
		name:    "outposts embed other files",
		changes: []func(*testing.T, string){replace("web/static_outpost.go", "//go:build outpost_static_embed", "//go:build embed_static")},
		want: []string{
			`text web/static_outpost.go:1: "//go:build outpost_static_embed": it is not there; the nearest is line 1: "//go:build embed_static"`,
		},
	},
	{
		name:    "a file of the build is there already",
		changes: []func(*testing.T, string){add("internal/installed/installed.go", "package installed\n")},
		want:    []string{`substitution internal/installed/installed.go:0: the tree has this file already, which the build adds`},
	},
	{
		name:    "substituted file moved",
		changes: []func(*testing.T, string){move("authentik/stages/email/utils.py", "authentik/stages/email/mail/utils.py")},
		want: []string{
			`substitution authentik/stages/email/utils.py:0: "Path(\"web/" is looked for in it, but there is no such file; the text is in authentik/stages/email/mail/utils.py:14 now`,
			`watch authentik/stages/email/mail/utils.py:14: "Path(\"web/icons/icon_left_brand.png\"" is a new path below the working directory in the core`,
			`watch authentik/stages/email/mail/utils.py:16: "Path(\"web/dist/assets/icons/icon_left_brand.png\"" is a new path below the working directory in the core`,
		},
	},
	{
		name:    "substituted string there twice",
		changes: []func(*testing.T, string){replace("authentik/lib/default.yml", "blueprints_dir: /blueprints", "blueprints_dir: /blueprints\n#blueprints_dir: /blueprints")},
		want: []string{
			`substitution authentik/lib/default.yml:35: "blueprints_dir: /blueprints": it is there twice (lines 35, 36), not once`,
		},
	},
	{
		name:    "new substitution needed in the core",
		changes: []func(*testing.T, string){add("authentik/brands/logo.py", "from pathlib import Path\n\nKEY = open('data/key.pem')\n")},
		want: []string{
			`watch authentik/brands/logo.py:3: "open('data/key.pem'" is a new path below the working directory in the core`,
		},
	},
	{
		name:    "known path used once more",
		changes: []func(*testing.T, string){replace("authentik/admin/files/backends/file.py", "import os\n", "import os\n\nOTHER = \"./data\"\n")},
		want: []string{
			`watch authentik/admin/files/backends/file.py:30: "\"./data\"" is a new path below the working directory in the core: it is known there once, and this is another`,
		},
	},
	{
		name:    "new path among the defaults",
		changes: []func(*testing.T, string){replace("authentik/lib/default.yml", "cert_discovery_dir: /certs", "cert_discovery_dir: /certs\nflow_dir: /flows")},
		want: []string{
			`watch authentik/lib/default.yml:37: "/flows" is a new path among the defaults`,
		},
	},
	{
		name:    "new path in the Go programs",
		changes: []func(*testing.T, string){add("internal/web/help.go", "package web\n\nconst help = \"./website/help\"\n")},
		want: []string{
			`watch internal/web/help.go:3: "\"./website/help\"" is a new path below the working directory in the Go programs`,
		},
	},
}

// TestRemarks: a file that is opened while the core runs, and that the tree lacks, is said, and is no difference.
func TestRemarks(t *testing.T) {
	dir := t.TempDir()
	plant(t, dir)
	if report := check(t, dir, contract2025); len(report.Remarks) > 0 {
		t.Errorf("the sample has the remarks %v, and opens none of these files", report.Remarks)
	}
	write(t, dir, "authentik/enterprise/license.py", "KEY = open(\"authentik/enterprise/public.pem\")\n")
	report := check(t, dir, contract2025)
	var text strings.Builder
	if err := report.Text(&text); err != nil {
		t.Fatal(err)
	}
	if len(report.Findings) > 0 || len(report.Remarks) != 1 {
		t.Errorf("the report has %d findings and %d remarks, want one remark: %s", len(report.Findings), len(report.Remarks), text.String())
	}
	if want := "remark: authentik/enterprise/public.pem: there is no such file; without it: no licence can be checked. To repair it: "; !strings.HasPrefix(text.String(), want) {
		t.Errorf("it says %q, want %q", text.String(), want)
	}
}
