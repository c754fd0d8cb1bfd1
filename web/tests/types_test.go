package tests

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTypes: the source is right with the client that is generated for it.
func TestTypes(t *testing.T) {
	if _, said, err := request(t, "AKBUILD_TYPES").run(t); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
}

// failing is how the compiler names a line: people have to find it in the source.
var failing = regexp.MustCompile(`(?m)^src/probe\.ts\(5,51\): error TS2339: .*'usernameOfYesterday'`)

// TestAnotherSchema: a source that asks the client for what the schema does not have is refused, and the line is shown.
func TestAnotherSchema(t *testing.T) {
	probe := filepath.Join(t.TempDir(), "probe.ts")
	content := `import { CoreApi } from "@goauthentik/api";

/** Says who is signed in. */
export async function name(api: CoreApi): Promise<string> {
    return (await api.coreUsersMeRetrieve()).user.usernameOfYesterday;
}
`
	if err := os.WriteFile(probe, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	out, said, err := request(t, "AKBUILD_TYPES").run(t, "--file", "web/src/probe.ts="+probe)
	if err == nil || !failing.MatchString(said) {
		t.Errorf("it says %v:\n%s", err, said)
	}
	lines := strings.Split(strings.TrimSpace(said), "\n")
	if last := lines[len(lines)-1]; !strings.Contains(last, "running node_modules/typescript/bin/tsc -p tsconfig.types.json of the web UI: it failed") {
		t.Errorf("its last line is %q", last)
	}
	if _, err := os.Stat(out); err == nil {
		t.Errorf("%s was left behind", out)
	}
}
