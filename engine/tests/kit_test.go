package engine_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// writeKit makes a kit of two things.
func writeKit(t *testing.T) string {
	t.Helper()
	kit := filepath.Join(t.TempDir(), "a kit")
	sums := ""
	for _, file := range [][2]string{
		{"debian/zip.deb", "a deb"},
		{"nix/nar/six.nar", "a wheel"},
		{"ledger.tsv", "kind\tname\tversion\tfiles\ndebian\tzip\t3.0\tdebian/zip.deb\npypi\tsix\t1.17.0\tnix/six.narinfo nix/nar/six.nar\n"},
	} {
		place := filepath.Join(kit, file[0])
		if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(place, []byte(file[1]), 0o644); err != nil {
			t.Fatal(err)
		}
		sums += fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(file[1])), file[0])
	}
	if err := os.WriteFile(filepath.Join(kit, "SHA256SUMS"), []byte(sums), 0o644); err != nil {
		t.Fatal(err)
	}
	return kit
}

// What is wrong with a kit is one sentence that names the file, what it is, and the command that repairs it.
func TestKitCheck(t *testing.T) {
	again := "; collect it again on a machine with a network: ./bazelw kit --source ... --out KIT\n"
	for _, test := range []struct{ name, spoil, want string }{
		{"whole", "true", "kit: KIT is whole, 3 files\n"},
		{"one missing", "rm nix/nar/six.nar", "bazelw: checking the kit KIT: nix/nar/six.nar (pypi six 1.17.0) is missing" + again},
		{"one flipped", "printf 'b deb' >debian/zip.deb", "bazelw: checking the kit KIT: debian/zip.deb (debian zip 3.0) is not what was collected" + again},
		{"one cut off", ": >nix/nar/six.nar", "bazelw: checking the kit KIT: nix/nar/six.nar (pypi six 1.17.0) is not what was collected" + again},
		{"one too many", "printf x >nix/nar/other.nar", "bazelw: checking the kit KIT: nix/nar/other.nar does not belong to it; remove it: rm 'KIT/nix/nar/other.nar'\n"},
		{"a link too many", "ln -s /etc/passwd nix/link", "bazelw: checking the kit KIT: nix/link does not belong to it; remove it: rm 'KIT/nix/link'\n"},
		{"the ledger changed", "printf x >>ledger.tsv", "bazelw: checking the kit KIT: ledger.tsv is not what was collected" + again},
		{"never finished", "rm SHA256SUMS", "bazelw: checking the kit KIT: it has no SHA256SUMS, so it is no kit or was never finished" + again},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, kit := newMachine(t), writeKit(t)
			spoil := exec.Command("sh", "-c", test.spoil)
			spoil.Dir = kit
			if out, err := spoil.CombinedOutput(); err != nil {
				t.Fatal(err, string(out))
			}
			out, problem, err := m.call(nil, "kit", "check", kit)
			if (err == nil) != (test.name == "whole") {
				t.Errorf("its error is %v", err)
			}
			if want := strings.ReplaceAll(test.want, "KIT", kit); out+problem != want {
				t.Errorf("it says %q, want %q", out+problem, want)
			}
			if m.runs() != 0 {
				t.Error("a root was made")
			}
		})
	}
}

// An engine is made of a kit that is whole, and of no other; nothing of this machine's package sources is asked.
func TestEngineFromKit(t *testing.T) {
	m, kit := newMachine(t), writeKit(t)
	out, problem, err := m.call([]string{"AUTHENTIK_BUILD_KIT=" + kit}, "info")
	if err != nil {
		t.Fatalf("%v\n%s", err, problem)
	}
	want(t, "the output", out, "entered ")
	want(t, "the progress", problem, "checking the kit "+kit)
	log, err := os.ReadFile(m.log)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "the log", string(log), "from deb copy://"+strings.ReplaceAll(kit, " ", "%20")+"/debian forky main")

	m = newMachine(t)
	if err := os.Remove(filepath.Join(kit, "debian", "zip.deb")); err != nil {
		t.Fatal(err)
	}
	_, problem, err = m.call([]string{"AUTHENTIK_BUILD_KIT=" + kit}, "info")
	want(t, "the message", problem, "debian/zip.deb (debian zip 3.0) is missing")
	if err == nil || m.runs() != 0 {
		t.Error("a root was made of a kit that is not whole")
	}
}

// What is asked for wrongly is one sentence, before anything is made.
func TestKitArguments(t *testing.T) {
	m := newMachine(t)
	for _, test := range []struct {
		arguments []string
		want      string
	}{
		{[]string{"kit", "--source=sample"}, "bazelw: kit needs a folder to collect into: --out=DIR\n"},
		{[]string{"kit", "--source"}, "bazelw: kit: --source needs a value\n"},
		{[]string{"kit", "--from=sample"}, "bazelw: kit does not know the option --from: ./bazelw kit --source=sample --out=DIR, ./bazelw ledger --source=sample\n"},
		{[]string{"kit", "check"}, "bazelw: kit check takes one folder: ./bazelw kit check DIR\n"},
		{[]string{"kit", "--out=/usr/kit"}, "bazelw: --out is /usr/kit, which cannot be seen in the engine: it has a /usr of its own; use a folder elsewhere, such as one in your home\n"},
		{[]string{"nix-cache", "--out", m.cache}, "bazelw: nix-cache needs the file of the secret key to sign with, which it makes if there is none: --key=FILE\n"},
	} {
		_, problem, err := m.call(nil, test.arguments...)
		if err == nil || problem != test.want {
			t.Errorf("%q says %q, %v; want %q", test.arguments, problem, err, test.want)
		}
	}
	if m.runs() != 0 {
		t.Error("a root was made")
	}
}
