package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"akbuild.internal/tools/base/tree"
)

// everything is all that is shipped, and what others build with.
var everything = []string{
	"//server:authentik", "//server:tarball", "//server:image", "//server:sbom", "//server:licenses",
	"//server:proxy", "//server:ldap", "//server:radius", "//server:rac", "//clients/go:src", "//clients/typescript:api",
	// What both have from the store, installed by each.
	"//backend/tests/reproducible:third_party",
}

// checkoutFlag has Bazel build the copy of the source.
const checkoutFlag = "--//:source=checkout"

// reproduction is two machines on one.
type reproduction struct {
	folder  string
	first   side
	second  side
	targets []string
	// kills is how often the second is killed meanwhile, at moments that are drawn from the seed.
	kills int
	seed  uint64
}

// prepare makes the two: another path of checkout and source, another order of their files, and for the second another of all
// that side.bazel says.
func prepare(ctx context.Context, folder, workspace, source, line string, targets []string) (*reproduction, error) {
	r := &reproduction{folder: folder, targets: targets}
	// What is mounted is seen by this program and what it starts alone.
	if err := syscall.Unshare(syscall.CLONE_NEWNS); err != nil {
		return nil, fmt.Errorf("opening a mount namespace: %w; run it with the engine's own root (AUTHENTIK_BUILD_ENGINE=root)", err)
	}
	if err := syscall.Mount("", "/", "", syscall.MS_SLAVE|syscall.MS_REC, ""); err != nil {
		return nil, err
	}
	// Files in memory are listed in the order in which they were made, those of a disk in one of its own.
	memory := filepath.Join(folder, "b", "in-memory")
	for _, place := range []string{memory, filepath.Join(folder, "etc")} {
		if err := os.MkdirAll(place, 0o755); err != nil {
			return nil, err
		}
		if err := syscall.Mount("tmpfs", place, "tmpfs", 0, "mode=755"); err != nil {
			return nil, fmt.Errorf("mounting a file system in memory: %w", err)
		}
	}
	preload, err := otherEtc(ctx, filepath.Join(folder, "etc"))
	if err != nil {
		return nil, err
	}
	r.first = side{checkout: filepath.Join(folder, "a", "authentik-source-build"), outputs: filepath.Join(folder, "a", "bazel"), line: line}
	r.second = side{
		checkout: filepath.Join(memory, "another-name"), outputs: filepath.Join(folder, "b", "bazel"), line: line, etc: filepath.Join(folder, "etc"),
		options: []string{preload, "--config=noworkers", "--jobs=1", "--sandbox_fake_username", "--sandbox_fake_hostname", "--sandbox_base=/dev/shm"},
	}
	for _, s := range []*side{&r.first, &r.second} {
		s.source = filepath.Join(filepath.Dir(s.checkout), "source-"+filepath.Base(s.checkout))
		for _, kept := range []string{s.checkout, s.source} {
			if err := os.RemoveAll(kept); err != nil {
				return nil, fmt.Errorf("removing the copy of an earlier run: %w", err)
			}
		}
		if err := copyTree(s.checkout, workspace, s.etc != ""); err != nil {
			return nil, fmt.Errorf("copying the checkout: %w", err)
		}
		if err := copyTree(s.source, source, s.etc != ""); err != nil {
			return nil, fmt.Errorf("copying the source %s: %w", source, err)
		}
		if err := s.addSchema(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// addSchema gives the sample, which has no schema of its own, the one that it is built with.
func (s side) addSchema() error {
	file := filepath.Join(s.source, "schema.yml")
	if _, err := os.Stat(file); err == nil {
		return nil
	}
	content, err := os.ReadFile(os.Getenv("AKBUILD_SCHEMA"))
	if err != nil {
		return fmt.Errorf("reading the sample's schema: %w", tree.Reason(err))
	}
	return os.WriteFile(file, content, 0o644)
}

// run builds on both and prints a table of what is the same.
func (r *reproduction) run(ctx context.Context, out io.Writer) error {
	var took time.Duration
	for i, s := range []side{r.first, r.second} {
		before := time.Now()
		note("building on machine %d", i+1)
		if i == 1 && r.kills > 0 {
			times, err := s.killed(ctx, r.kills, 2*took/time.Duration(r.kills), rand.New(rand.NewPCG(r.seed, 0)), r.targets...)
			if err != nil {
				return err
			}
			note("machine 2 was killed %d times (--kills=%d --seed=%d) and goes on", times, r.kills, r.seed)
		}
		if _, err := s.bazel(ctx, "build", append([]string{checkoutFlag}, r.targets...)...); err != nil {
			return err
		}
		took = time.Since(before)
		note("machine %d took %s", i+1, took.Round(time.Second))
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "target\tfiles\tMB\tdifferent")
	var different []string
	for _, target := range r.targets {
		paths, one, err := r.first.outputsOf(ctx, []string{target}, checkoutFlag)
		if err != nil {
			return err
		}
		others, two, err := r.second.outputsOf(ctx, []string{target}, checkoutFlag)
		if err != nil {
			return err
		}
		if strings.Join(paths, "\n") != strings.Join(others, "\n") || len(paths) == 0 {
			different = append(different, fmt.Sprintf("%s: its outputs are %q and %q", target, paths, others))
		}
		var sum compared
		for _, path := range paths {
			c, err := compare(filepath.Join(one, path), filepath.Join(two, path))
			if err != nil {
				return err
			}
			sum.files, sum.size, sum.different = sum.files+c.files, sum.size+c.size, append(sum.different, c.different...)
		}
		fmt.Fprintf(table, "%s\t%d\t%.1f\t%d\n", target, sum.files, float64(sum.size)/1e6, len(sum.different))
		different = append(different, sum.different...)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if len(different) > 0 {
		return fmt.Errorf("building twice: %d files differ, the first is %s; keep both with --keep and compare them in %s", len(different), different[0], r.folder)
	}
	return nil
}

// close ends both servers, and lets go of what was mounted.
func (r *reproduction) close() {
	for _, s := range []side{r.first, r.second} {
		if _, err := s.bazel(context.Background(), "shutdown"); err != nil {
			note("%v", err)
		}
	}
	for _, place := range []string{filepath.Dir(r.second.checkout), r.second.etc} {
		if err := syscall.Unmount(place, syscall.MNT_DETACH); err != nil {
			note("letting go of %s: %v", place, err)
		}
	}
}
