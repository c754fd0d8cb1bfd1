package modcache

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"akbuild.internal/tools/gocmd"
	"akbuild.internal/tools/stage"
	"akbuild.internal/tools/tree"
	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// Request says what Download downloads and where to.
type Request struct {
	// Go is the go binary.
	Go string
	// GoMod and GoSum name the module's files.
	GoMod, GoSum string
	// Except are modules to leave out: the generated client.
	Except []string
	// Out is the folder to make.
	Out string
	// Progress gets a line for each step.
	Progress io.Writer
}

var mismatch = regexp.MustCompile(`verifying ([^\s:@]+@v[^\s:/]+)(/go\.mod)?: checksum mismatch`)

// batch is how many modules one call of the go command gets; it downloads several at a time by itself.
const batch = 24

// Download downloads every module and go.mod that go.sum has a hash of; the go command checks each against it.
func Download(ctx context.Context, r Request) error {
	goMod, err := os.ReadFile(r.GoMod)
	if err != nil {
		return fmt.Errorf("reading %s: %w", r.GoMod, tree.Reason(err))
	}
	if _, err := modfile.ParseLax(r.GoMod, goMod, nil); err != nil {
		return fmt.Errorf("reading %w", err)
	}
	sums, err := ReadGoSum(r.GoSum, r.Except)
	if err != nil {
		return err
	}
	return stage.Dir(r.Out, func(tmp string) error {
		scratch, err := os.MkdirTemp("", "akbuild-modules-")
		if err != nil {
			return fmt.Errorf("making a temporary folder: %w", err)
		}
		defer removeAll(scratch)
		d := downloader{Request: r, sums: sums, scratch: scratch}
		if err := d.fetch(ctx); err != nil {
			return err
		}
		if err := d.publish(tmp); err != nil {
			return err
		}
		return tree.Normalise(tmp)
	})
}

type downloader struct {
	Request
	sums    *Sums
	scratch string
}

// module is the folder of the scratch module.
func (d *downloader) module() string { return filepath.Join(d.scratch, "module") }

func (d *downloader) fetch(ctx context.Context) error {
	// A folder of its own: the go command ignores a go.mod, and with it go.sum, right in the folder of temporary files.
	if err := os.Mkdir(d.module(), 0o755); err != nil {
		return fmt.Errorf("making a scratch module: %w", err)
	}
	if err := os.WriteFile(filepath.Join(d.module(), "go.mod"), []byte("module scratch\n\ngo 1.17\n"), 0o644); err != nil {
		return fmt.Errorf("making a scratch module: %w", err)
	}
	zips := difference(d.sums.Zips, nil)
	mods := difference(d.sums.Mods, d.sums.Zips)
	err := d.each(ctx, "module", zips, func(ctx context.Context, ms []module.Version) error {
		return d.run(ctx, ms, "mod", "download", "-json")
	})
	if err != nil {
		return err
	}
	return d.each(ctx, "go.mod", mods, func(ctx context.Context, ms []module.Version) error {
		return d.run(ctx, ms, "list", "-m", "-e", "-json")
	})
}

func (d *downloader) each(ctx context.Context, what string, all []module.Version, f func(context.Context, []module.Version) error) error {
	for done := 0; done < len(all); {
		next := min(done+batch, len(all))
		fmt.Fprintf(d.Progress, "akbuild modules: %s %d to %d of %d (%s …)\n", what, done+1, next, len(all), all[done])
		if err := f(ctx, all[done:next]); err != nil {
			return err
		}
		done = next
	}
	return nil
}

// answer is the part that `go mod download -json` and `go list -m -json` have in common.
type answer struct {
	Path, Version, GoMod string
	Error                json.RawMessage
}

// run asks the go command for the modules; go.sum is laid down anew for each call, since `go mod download` may add to it.
func (d *downloader) run(ctx context.Context, ms []module.Version, args ...string) error {
	if err := os.WriteFile(filepath.Join(d.module(), "go.sum"), d.sums.Content, 0o644); err != nil {
		return fmt.Errorf("making a scratch module: %w", err)
	}
	for _, m := range ms {
		args = append(args, m.String())
	}
	cmd := gocmd.Cmd{Go: d.Go, Dir: d.module(), Scratch: d.scratch, Network: true, Args: args,
		Env: []string{"GOFLAGS=-mod=mod -modcacherw", "GOSUMDB=off"}}
	stdout, stderr, runErr := cmd.Run(ctx)
	if ctx.Err() != nil {
		return fmt.Errorf("downloading Go modules: interrupted")
	}
	decoder := json.NewDecoder(bytes.NewReader(stdout))
	for {
		var a answer
		if err := decoder.Decode(&a); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return fmt.Errorf("reading the answer of %s: %w", d.Go, err)
		}
		m := module.Version{Path: a.Path, Version: a.Version}
		if len(a.Error) > 0 {
			return d.refused(m, a.Error)
		}
		if a.GoMod == "" {
			return d.refused(m, json.RawMessage(`"its go.mod was not given"`))
		}
	}
	if m := mismatch.FindSubmatch(stderr); m != nil {
		what := map[bool]string{true: "go.mod", false: "zip"}[len(m[2]) > 0]
		return fmt.Errorf("downloading %s, which %s names: the %s that the module proxy gives has another hash; mistrust the proxy, or, where go.sum is wrong, write it anew: go mod tidy", m[1], d.GoSum, what)
	}
	if runErr != nil {
		return fmt.Errorf("downloading the modules of %s: %s", d.GoSum, gocmd.Facts(stderr))
	}
	return nil
}

func (d *downloader) refused(m module.Version, raw json.RawMessage) error {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		var object struct{ Err string }
		_ = json.Unmarshal(raw, &object)
		text = object.Err
	}
	text = strings.TrimPrefix(strings.Join(strings.Fields(text), " "), m.String()+": ")
	return fmt.Errorf("downloading %s, which %s names: %s; see that the module proxy that go is configured for has it (go env GOPROXY), or leave it out with --except %s", m, d.GoSum, text, m.Path)
}

// publish lays the downloaded files out in tmp as a module proxy would serve them.
func (d *downloader) publish(tmp string) error {
	cache := filepath.Join(gocmd.Cmd{Scratch: d.scratch}.ModCache(), "cache", "download")
	for _, m := range sorted(append(difference(d.sums.Mods, d.sums.Zips), d.sums.Zips...)) {
		if err := publish(tmp, cache, m, ".mod"); err != nil {
			return err
		}
	}
	for i, m := range d.sums.Zips {
		if i%batch == 0 {
			fmt.Fprintf(d.Progress, "akbuild modules: packing %d of %d\n", i+1, len(d.sums.Zips))
		}
		if err := publish(tmp, cache, m, ".zip"); err != nil {
			return err
		}
	}
	return nil
}

func publish(tmp, cache string, m module.Version, suffix string) error {
	from, err := proxyFile(cache, m, suffix)
	if err != nil {
		return err
	}
	to, err := proxyFile(tmp, m, suffix)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return fmt.Errorf("writing %s: %w", to, tree.Reason(err))
	}
	if suffix == ".zip" {
		return canonicalZip(to, from)
	}
	content, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("reading the go.mod of %s: %w", m, tree.Reason(err))
	}
	info, err := proxyFile(tmp, m, ".info")
	if err != nil {
		return err
	}
	version, err := json.Marshal(struct{ Version string }{m.Version})
	if err != nil {
		return fmt.Errorf("writing %s: %w", info, err)
	}
	if err := os.WriteFile(info, append(version, '\n'), 0o644); err != nil {
		return fmt.Errorf("writing %s: %w", info, tree.Reason(err))
	}
	if err := os.WriteFile(to, content, 0o644); err != nil {
		return fmt.Errorf("writing %s: %w", to, tree.Reason(err))
	}
	return nil
}

// proxyFile is where a module proxy rooted at root keeps a file of the module.
func proxyFile(root string, m module.Version, suffix string) (string, error) {
	p, err := module.EscapePath(m.Path)
	if err != nil {
		return "", fmt.Errorf("naming the files of %s: %w", m, err)
	}
	v, err := module.EscapeVersion(m.Version)
	if err != nil {
		return "", fmt.Errorf("naming the files of %s: %w", m, err)
	}
	return filepath.Join(root, filepath.FromSlash(p), "@v", v+suffix), nil
}

func difference(all, less []module.Version) []module.Version {
	drop := map[module.Version]bool{}
	for _, m := range less {
		drop[m] = true
	}
	var kept []module.Version
	for _, m := range all {
		if !drop[m] {
			kept = append(kept, m)
		}
	}
	return kept
}

// removeAll also removes what the go command made read-only.
func removeAll(dir string) {
	_ = filepath.WalkDir(dir, func(p string, e os.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			_ = os.Chmod(p, 0o755)
		}
		return nil
	})
	_ = os.RemoveAll(dir)
}
