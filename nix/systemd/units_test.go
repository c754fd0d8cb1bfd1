package systemd

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// keys are those of systemd 247 and newer that the units use, by section. systemd only warns of a key that it does not know, and
// what the key was to forbid is allowed then.
var keys = map[string][]string{
	"Unit":    {"After", "Description", "Documentation", "Wants"},
	"Install": {"WantedBy"},
	"Service": {
		"AmbientCapabilities", "CapabilityBoundingSet", "Environment", "EnvironmentFile", "ExecStart", "KillMode", "LockPersonality", "NoNewPrivileges",
		"PrivateDevices", "PrivateTmp", "ProtectClock", "ProtectControlGroups", "ProtectHome", "ProtectHostname", "ProtectKernelLogs",
		"ProtectKernelModules", "ProtectKernelTunables", "ProtectSystem", "Restart", "RestartSec", "RestrictAddressFamilies",
		"RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID", "RuntimeDirectory", "StateDirectory", "SystemCallArchitectures", "TimeoutStopSec",
		"UMask", "User",
	},
}

// read is the settings of a unit, as Section.Key.
func read(t *testing.T, file string) map[string]string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	found, section := map[string]string{}, ""
	for n, line := range strings.Split(string(content), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if name, ok := strings.CutPrefix(line, "["); ok && strings.HasSuffix(name, "]") {
			section = strings.TrimSuffix(name, "]")
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || !slices.Contains(keys[section], key) {
			t.Errorf("%s:%d: %q is no setting of [%s]", file, n+1, line, section)
		}
		found[section+"."+key] = value
	}
	return found
}

// TestUnits: both are read, start what they are called, and forbid the same.
func TestUnits(t *testing.T) {
	server, worker := read(t, "authentik-server.service"), read(t, "authentik-worker.service")
	for name, unit := range map[string]map[string]string{"server": server, "worker": worker} {
		if unit["Service.ExecStart"] != "/srv/authentik/bin/ak "+name || unit["Service.User"] != "authentik" || unit["Install.WantedBy"] == "" {
			t.Errorf("the unit of the %s is %v", name, unit)
		}
		if !strings.Contains(unit["Service.Environment"], "TMPDIR=/run/"+unit["Service.RuntimeDirectory"]) {
			t.Errorf("the %s has another TMPDIR than the folder that is made for it", name)
		}
	}
	for key, value := range server {
		if strings.Contains(key, "Protect") || strings.Contains(key, "Restrict") || strings.Contains(key, "Private") {
			if worker[key] != value {
				t.Errorf("%s is %q for the server, and %q for the worker", key, value, worker[key])
			}
		}
	}
}

// TestVerify has systemd read the units, where it is installed: the engine has none. It says nothing of what is right; its exit code
// does not say whether it knows each key.
func TestVerify(t *testing.T) {
	program, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Log("systemd-analyze is not here: TestUnits alone has read the units")
		return
	}
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"authentik-server.service", "authentik-worker.service"} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		// The product need not be installed.
		content = []byte(strings.ReplaceAll(string(content), "/srv/authentik/bin/ak", "/bin/true"))
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	out, err := exec.CommandContext(t.Context(), program, append([]string{"verify"}, files...)...).CombinedOutput()
	if err != nil || len(out) != 0 {
		t.Errorf("systemd-analyze verify: %v: %s", err, out)
	}
}
