package kit

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
)

// collect takes the inventory of the source and collects it in the kit; it returns what it says.
func (w *world) collect(source, kit string) string {
	w.t.Helper()
	packages := w.packages()
	ledger, err := Inventory(w.t.Context(), Checkout{OutputBase: w.base(), Packages: packages, Source: source})
	if err != nil {
		w.t.Fatal(err)
	}
	var said bytes.Buffer
	if err := Collect(w.t.Context(), ledger, packages, kit, &said); err != nil {
		w.t.Fatal(err)
	}
	return strings.ReplaceAll(said.String(), kit, "KIT")
}

// files are the files of a folder with their hashes.
func files(t *testing.T, folder string) sums {
	t.Helper()
	found := sums{}
	err := filepath.WalkDir(folder, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		place, _ := filepath.Rel(folder, name)
		found[place], err = hashOf(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestInventory(t *testing.T) {
	w := newWorld(t, t.TempDir(), "")
	w.must("authentik_sample_web", "authentik_sample_site", "go_server", "authentik_2025_12_4_other")
	ledger, err := Inventory(t.Context(), Checkout{OutputBase: w.base(), Packages: w.packages(), Source: "sample"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range ledger {
		got = append(got, strings.Join([]string{e.Kind, e.Name, e.Version, e.Origin, strings.Join(e.Asks, "+")}, " "))
	}
	want := []string{
		"debian dists/forky/InRelease forky seed engine",
		"debian dists/forky/main/binary-amd64/Packages forky seed engine",
		"debian zip 1:3.0 seed engine",
		"go example.test/m v1.0.0 source go_server",
		"go example.test/m/go.mod v1.0.0 source go_server",
		"go golang.org/toolchain v0.0.1-go1.25.5.linux-amd64 seed go_server",
		"maven org.openapitools:openapi-generator-cli 7.19.0 seed go_server",
		"npm @lit/lit 3.1.0 seed authentik_sample_site+authentik_sample_web",
		"pypi gssapi 1.9.0 source authentik_sample_site",
		"pypi six 1.17.0 seed authentik_sample_site",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the ledger (-want +got):\n%s", diff)
	}
	// What is fetched in a way that the ledger does not know is refused, not left out.
	w.must("go_stray")
	_, err = Inventory(t.Context(), Checkout{OutputBase: w.base(), Source: "sample"})
	if err == nil || !strings.Contains(err.Error(), "downloads with 'fetch-ftp.sh', of which the ledger does not know what that is") {
		t.Errorf("the error is %v", err)
	}
}

// A kit of one source, and then of another: only what is new is added. From it both are built where nothing can be fetched.
func TestKit(t *testing.T) {
	kit, dir := filepath.Join(t.TempDir(), "a kit"), t.TempDir()
	w := newWorld(t, dir, "")
	w.must("authentik_sample_site", "go_server")
	t.Run("collect", func(t *testing.T) {
		want := "kit: KIT has 10 things from outside; 18 files were added, 0 MB\n"
		if got := w.collect("sample", kit); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
		checkWhole(t, kit)
	})
	before := files(t, kit)
	t.Run("again", func(t *testing.T) {
		w.collect("sample", kit)
		if diff := cmp.Diff(before, files(t, kit)); diff != "" {
			t.Errorf("collecting again changes files (-before +after):\n%s", diff)
		}
	})
	t.Run("another source", func(t *testing.T) {
		w.must("authentik_2025_12_4_other")
		want := "kit: KIT has 11 things from outside; 2 files were added, 0 MB\n"
		if got := w.collect("2025.12.4", kit); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
		checkWhole(t, kit)
		after := files(t, kit)
		for file, sum := range before {
			if after[file] != sum && !slices.Contains(own, file) {
				t.Errorf("%s is another", file)
			}
		}
	})
	t.Run("build from it", func(t *testing.T) {
		w := newWorld(t, dir, filepath.Join(kit, nixFolder))
		for _, repository := range []string{"authentik_sample_site", "go_server", "authentik_2025_12_4_other"} {
			if err := w.build(offline, repository[strings.LastIndex(repository, "_")+1:], repository); err != nil {
				t.Error(err)
			}
		}
		// And it is the source of another kit, the same.
		w.collect("2025.12.4", filepath.Join(t.TempDir(), "a kit"))
	})
	for _, fault := range []struct {
		name, want string
		make       func(name string) error
	}{
		{"missing", "the network was asked for six-1.17.0-py3-none-any.whl", os.Remove},
		{"flipped", "hash mismatch", flip},
	} {
		t.Run(fault.name, func(t *testing.T) {
			good := files(t, kit)
			if err := fault.make(filepath.Join(kit, fileOf(t, kit, "six", ".nar"))); err != nil {
				t.Fatal(err)
			}
			if fault.name == "missing" {
				if err := os.Remove(filepath.Join(kit, fileOf(t, kit, "six", ".narinfo"))); err != nil {
					t.Fatal(err)
				}
			}
			t.Run("build", func(t *testing.T) {
				err := newWorld(t, dir, filepath.Join(kit, nixFolder)).build(offline, "site", "authentik_sample_site")
				if err == nil || !strings.Contains(err.Error(), fault.want) {
					t.Errorf("the build says %v, want %s", err, fault.want)
				}
			})
			t.Run("repair", func(t *testing.T) {
				w := newWorld(t, dir, "")
				w.must("authentik_sample_site", "go_server")
				w.collect("sample", kit)
				if diff := cmp.Diff(good, files(t, kit)); diff != "" {
					t.Errorf("collecting again does not repair it (-good +repaired):\n%s", diff)
				}
			})
		})
	}
}

func flip(name string) error {
	content, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	content[bytes.Index(content, []byte("a wheel"))] ^= 1
	return os.WriteFile(name, content, 0o644)
}

// fileOf is the file of a thing in a kit whose name ends so.
func fileOf(t *testing.T, kit, name, end string) string {
	t.Helper()
	ledger, err := ReadLedger(filepath.Join(kit, ledgerFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range ledger {
		for _, file := range e.Files {
			if e.Name == name && strings.HasSuffix(file, end) {
				return file
			}
		}
	}
	t.Fatalf("the ledger has no %s of %s", end, name)
	return ""
}

// checkWhole fails unless the files of the kit are those of its sums.
func checkWhole(t *testing.T, kit string) {
	t.Helper()
	listed, err := readSums(kit)
	if err != nil {
		t.Fatal(err)
	}
	there := files(t, kit)
	delete(there, sumsFile)
	if diff := cmp.Diff(listed, there); diff != "" {
		t.Errorf("SHA256SUMS (-listed +there):\n%s", diff)
	}
}

// checkout is the folder with the files of the checkout.
func checkout(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("AKBUILD_CHECKOUT")
	if folder == "" {
		testenv.Absent(t, "AKBUILD_CHECKOUT is not set: run it with ./bazelw test //tools/kit:kit_test")
	}
	return folder
}

// Each script that downloads is one that the ledger reads: of another, what it brings would be unknown only when it is used.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join(checkout(t), "nix", "suppliers", "registry", "fetch-*.sh"))
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts were found: ", err)
	}
	for _, script := range scripts {
		if readers[filepath.Base(script)] == nil {
			t.Errorf("%s is not read by the ledger", script)
		}
	}
	if len(scripts) != len(readers) {
		t.Errorf("the ledger reads %d scripts, there are %d", len(readers), len(scripts))
	}
}
