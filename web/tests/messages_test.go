package tests

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

const page = `import "#elements/first";
import { x } from "lit-x";
import { css, html, nothing as n } from "lit";
import { msg, str } from "@lit/localize";
import type { Later } from "./later.js";
export { y } from "#common/y";

export class Page {
    title = msg("A title", { id: "a.title" });
    render(name: string) {
        return html` + "`<a>${msg(str`Hello ${name}`)}</a>${msg(html`<b>${msg(\"inner\")}</b>`)}`" + `;
    }
    load = () => import("#admin/late");
    log = () => console.log("not a message");
}
`

// TestMessages: what is to be translated stays as it is whatever else of a file is edited.
func TestMessages(t *testing.T) {
	const want = `import "#elements/first";
import { html } from "lit";
import { msg, str } from "@lit/localize";
import "./later.js";
export { y } from "#common/y";
void msg("A title", { id: "a.title" });
void msg(str` + "`Hello ${name}`" + `);
void msg(html` + "`<b>${msg(\"inner\")}</b>`" + `);
void import("#admin/late");
export {};
`
	if got := messages(t, page); got != want {
		t.Fatalf("it is\n%s\nnot\n%s", got, want)
	}
	for name, test := range map[string]struct {
		old, new string
		same     bool
	}{
		"another statement":     {`console.log("not a message")`, `console.error("no message either", this.title)`, true},
		"another element":       {"<a>", "<p class=big>", true},
		"a comment":             {"export class Page", "// Says hello.\nexport class Page", true},
		"another package":       {`"lit-x"`, `"lit-y"`, true},
		"a name of the package": {"css, html", "css, LitElement, html", true},
		"another message":       {"Hello ", "Good morning ", false},
		"one message fewer":     {`msg("A title", { id: "a.title" })`, `"A title"`, false},
		"another order":         {`import "#elements/first";`, `import "#elements/second";`, false},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Count(page, test.old) != 1 {
				t.Fatalf("the page does not have %q once", test.old)
			}
			if got := messages(t, strings.Replace(page, test.old, test.new, 1)); (got == want) != test.same {
				t.Errorf("it is the same: %t, want %t:\n%s", got == want, test.same, got)
			}
		})
	}
}

// messages is what is written of a file of that content.
func messages(t *testing.T, content string) string {
	t.Helper()
	dir := t.TempDir()
	src, out := filepath.Join(dir, "src"), filepath.Join(dir, "out")
	if err := os.MkdirAll(filepath.Join(src, "deep"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"deep/page.ts": content, "style.css": "a {}"} {
		if err := os.WriteFile(filepath.Join(src, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	said, err := exec.CommandContext(t.Context(), testenv.Path(t, "AKBUILD_AKBUILD"), "web-messages", "--src", src, "--out", out,
		"--node", testenv.Path(t, testenv.Node), "--script", testenv.Path(t, "AKBUILD_MESSAGES"), "--typescript", testenv.Path(t, testenv.TypeScript)).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if _, err := os.Stat(filepath.Join(out, "style.css")); err == nil {
		t.Error("a style sheet has messages")
	}
	written, err := os.ReadFile(filepath.Join(out, "deep", "page.ts"))
	if err != nil {
		t.Fatal(err)
	}
	return string(written)
}
