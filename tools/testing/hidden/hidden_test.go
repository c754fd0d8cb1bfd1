package hidden

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

func TestMain(m *testing.M) { Main(m) }

// A test that Bazel runs without a sandbox sees nothing of the user's, either.
func TestNothingOfTheUsersIsSeen(t *testing.T) {
	if os.Getenv(done) == "" {
		testenv.Absent(t, "there are no views: only the engine's root has them (./bazelw test //tools/testing/hidden:hidden_test)")
	}
	probe, err := filepath.Abs(filepath.Join(os.Getenv("AKBUILD_CHECKOUT"), "engine", "probe", "see.sh"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("bash", probe).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if lines[0] != "test" {
		t.Fatalf("the probe says %q", out)
	}
	for _, line := range lines[1:] {
		// That is what such a test is for; and the source tree that is built is no secret.
		source := os.Getenv("AKB_VISIBLE_SOURCE")
		if line != "a network" && (source == "" || !strings.Contains(line, source+"/")) {
			t.Errorf("the test sees %s", line)
		}
	}
	if entries, err := os.ReadDir("/tmp"); err != nil || len(entries) != 0 {
		t.Errorf("its /tmp has %v, %v; want nothing", entries, err)
	}
	if out, err := exec.Command("bash", "-c", ": </dev/ptmx").CombinedOutput(); err != nil {
		t.Errorf("there is no terminal for builders: %v %s", err, out)
	}
}

// What such tests are for works as it did: Nix builds in its sandbox, and a Bazel with its outputs below /tmp in its own.
func TestNixAndBazelWork(t *testing.T) {
	if os.Getenv(done) == "" {
		testenv.Absent(t, "there are no views: only the engine's root has them (./bazelw test //tools/testing/hidden:hidden_test)")
	}
	run := func(name string, arguments ...string) string {
		t.Helper()
		out, err := exec.Command(name, arguments...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		return string(out)
	}
	run("nix-build", "--no-out-link", "-E", `derivation {
		name = "works-${toString builtins.currentTime}"; system = builtins.currentSystem; builder = "/bin/sh"; args = [ "-c" "echo built > $out" ];
	}`)

	workspace := t.TempDir()
	from := os.Getenv("AKBUILD_CHECKOUT")
	registry := filepath.Join("tools", "registry")
	run("mkdir", "-p", filepath.Join(workspace, "tools"))
	run("cp", "-rL", filepath.Join(from, registry), filepath.Join(workspace, registry))
	for name, content := range map[string]string{
		"MODULE.bazel": "module(name = \"works\")\n",
		"BUILD":        "genrule(name = \"works\", outs = [\"works.txt\"], cmd = \"echo built > $@\")\n",
	} {
		if err := os.WriteFile(filepath.Join(workspace, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	rc, err := filepath.Abs(filepath.Join(from, "engine", "engine.bazelrc"))
	if err != nil {
		t.Fatal(err)
	}
	bazel := func(arguments ...string) string {
		t.Helper()
		startup := []string{
			"-C", workspace, "HOME=" + workspace, "USER=somebody", "bazel", "--nosystem_rc", "--nohome_rc", "--bazelrc=" + rc,
			"--output_user_root=" + filepath.Join(workspace, "outputs"), "--max_idle_secs=60",
		}
		return run("env", append(startup, arguments...)...)
	}
	if out := bazel("build", "--lockfile_mode=off", "--spawn_strategy=linux-sandbox", "//:works"); !strings.Contains(out, "1 linux-sandbox") {
		t.Errorf("Bazel says %s", out)
	}
	bazel("shutdown")
}
