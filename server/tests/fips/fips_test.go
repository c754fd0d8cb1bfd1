// Package fips looks at the server that is built with the FIPS 140 module.
package fips

import (
	"debug/buildinfo"
	"debug/elf"
	"os/exec"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// TestSettings: the program says of itself, to `go version -m`, what upstream's says.
func TestSettings(t *testing.T) {
	info, err := buildinfo.ReadFile(testenv.Path(t, "AKBUILD_TEST_SERVER_FIPS"))
	if err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{}
	for _, setting := range info.Settings {
		settings[setting.Key] = setting.Value
	}
	if settings["GOFIPS140"] != "latest" || settings["CGO_ENABLED"] != "1" || !strings.Contains(settings["DefaultGODEBUG"], "fips140=on") {
		t.Errorf("it was built with %v", settings)
	}
	if info.Path != "goauthentik.io/cmd/server" {
		t.Errorf("it is the program %s", info.Path)
	}
}

// TestRuns: it runs where there is nothing else, as the one without does: in images of outposts there is no C library.
func TestRuns(t *testing.T) {
	program := testenv.Path(t, "AKBUILD_TEST_SERVER_FIPS")
	cmd := exec.CommandContext(t.Context(), program, "--version")
	cmd.Env = []string{}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "version") {
		t.Errorf("%s says %s, %v", program, out, err)
	}
	file, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if libraries, err := file.ImportedLibraries(); err != nil || len(libraries) > 0 {
		t.Errorf("%s links %v, %v", program, libraries, err)
	}
}

// TestWithout: the program that is built without the flag has none of it.
func TestWithout(t *testing.T) {
	info, err := buildinfo.ReadFile(testenv.Path(t, "AKBUILD_TEST_SERVER"))
	if err != nil {
		t.Fatal(err)
	}
	for _, setting := range info.Settings {
		if setting.Key == "GOFIPS140" || setting.Key == "CGO_ENABLED" && setting.Value != "0" {
			t.Errorf("it was built with %s=%s", setting.Key, setting.Value)
		}
	}
}
