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
	"slices"
	"strings"

	"akbuild.internal/tools/source/gocmd"
	"golang.org/x/mod/module"
)

// downloader runs the go command in a module of its own, which has go.sum and nothing else of the user's.
type downloader struct {
	Request
	lines   []Line
	scratch string
	// env is added to the go command's environment.
	env []string
}

// download downloads the files of the missing lines: the zips by one process, then what go.mod files are left by another.
// It returns what came with the error.
func (d *downloader) download(ctx context.Context, missing []Line) ([]file, error) {
	var zips, mods []module.Version
	for _, l := range missing {
		if !l.Mod {
			zips = append(zips, l.Version)
		}
	}
	for _, l := range missing {
		if l.Mod && !slices.Contains(zips, l.Version) {
			mods = append(mods, l.Version)
		}
	}
	refused, err := d.ask(ctx, zips, mods)
	files := d.arrived(missing)
	if err == nil && len(refused) > 0 {
		err = d.refusedBy(ctx, refused, zips, mods)
	}
	return files, err
}

// refusal is what the go command says of a module that it was not given.
type refusal struct {
	module.Version
	reason string
}

// ask has the go command download the zips and the go.mod files of modules; it returns those that it was refused.
func (d *downloader) ask(ctx context.Context, zips, mods []module.Version) ([]refusal, error) {
	refused, err := d.run(ctx, zips, "mod", "download", "-json")
	if err != nil {
		return nil, err
	}
	more, err := d.run(ctx, mods, "list", "-m", "-e", "-json")
	return append(refused, more...), err
}

// moduleDir is the folder of the module that the go command runs in.
func (d *downloader) moduleDir() string { return filepath.Join(d.scratch, "module") }

// prepare lays the module down, anew for each call, since `go mod download` may add to its go.sum. It is a folder of its
// own: the go command ignores a go.mod, and with it go.sum, right in the folder of temporary files.
func (d *downloader) prepare() error {
	var sums bytes.Buffer
	for _, l := range d.lines {
		fmt.Fprintln(&sums, l.Text)
	}
	if err := os.MkdirAll(d.moduleDir(), 0o755); err != nil {
		return fmt.Errorf("making a scratch module: %w", err)
	}
	for name, content := range map[string][]byte{"go.mod": []byte("module scratch\n\ngo 1.17\n"), "go.sum": sums.Bytes()} {
		if err := os.WriteFile(filepath.Join(d.moduleDir(), name), content, 0o644); err != nil {
			return fmt.Errorf("making a scratch module: %w", err)
		}
	}
	return nil
}

// answer is the part that `go mod download -json` and `go list -m -json` have in common.
type answer struct {
	Path, Version, GoMod string
	Error                json.RawMessage
}

var mismatch = regexp.MustCompile(`verifying ([^\s:@]+@v[^\s:/]+)(/go\.mod)?: checksum mismatch`)

func (d *downloader) run(ctx context.Context, ms []module.Version, args ...string) ([]refusal, error) {
	if len(ms) == 0 {
		return nil, nil
	}
	if err := d.prepare(); err != nil {
		return nil, err
	}
	for _, m := range ms {
		args = append(args, m.String())
	}
	stdout, stderr, runErr := d.goCommand(args...).Run(ctx)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("downloading Go modules: interrupted")
	}
	var refused []refusal
	decoder := json.NewDecoder(bytes.NewReader(stdout))
	for {
		var a answer
		if err := decoder.Decode(&a); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("reading the answer of %s: %w", d.Go, err)
		}
		m := module.Version{Path: a.Path, Version: a.Version}
		switch reason := reasonOf(m, a.Error); {
		case mismatch.MatchString(reason):
			return nil, d.otherBytes(reason)
		case reason != "":
			refused = append(refused, refusal{m, reason})
		case a.GoMod == "":
			refused = append(refused, refusal{m, "its go.mod was not given"})
		}
	}
	if mismatch.Match(stderr) {
		return nil, d.otherBytes(string(stderr))
	}
	if runErr != nil && len(refused) == 0 {
		return nil, fmt.Errorf("downloading the modules of %s: %s", d.GoSum, gocmd.Facts(stderr))
	}
	return refused, nil
}

func (d *downloader) goCommand(args ...string) gocmd.Cmd {
	return gocmd.Cmd{Go: d.Go, Dir: d.moduleDir(), Scratch: d.scratch, Network: true, Args: args,
		Env: append([]string{"GOFLAGS=-mod=mod -modcacherw", "GOSUMDB=off"}, d.env...)}
}

// otherBytes is the error for a file whose hash is not that of go.sum; text is what the go command says.
func (d *downloader) otherBytes(text string) error {
	m := mismatch.FindStringSubmatch(text)
	what := "zip"
	if m[2] != "" {
		what = "go.mod"
	}
	return fmt.Errorf("downloading %s, which %s names: the %s that was given has another hash; mistrust who gave it (go env GOPROXY), or, where go.sum is wrong, write it anew: go mod tidy", m[1], d.GoSum, what)
}

// reasonOf reads the field Error of an answer: a text, or an object with one.
func reasonOf(m module.Version, raw json.RawMessage) string {
	var text string
	if len(raw) > 0 && json.Unmarshal(raw, &text) != nil {
		var object struct{ Err string }
		_ = json.Unmarshal(raw, &object)
		text = object.Err
	}
	return strings.TrimPrefix(strings.Join(strings.Fields(text), " "), m.String()+": ")
}

// arrived are the files that the go command has put into its cache.
func (d *downloader) arrived(missing []Line) []file {
	cache := filepath.Join(gocmd.Cmd{Scratch: d.scratch}.ModCache(), "cache", "download")
	var files []file
	for _, l := range missing {
		path, err := module.EscapePath(l.Path)
		if err != nil {
			continue
		}
		version, err := module.EscapeVersion(l.Version.Version)
		if err != nil {
			continue
		}
		suffix := filepath.Ext(l.StoreName())
		place := filepath.Join(cache, filepath.FromSlash(path), "@v", version+suffix)
		// Next to a zip that failed the comparison with go.sum there is no .ziphash.
		proof := place
		if !l.Mod {
			proof = strings.TrimSuffix(place, suffix) + ".ziphash"
		}
		if _, err := os.Stat(proof); err == nil {
			files = append(files, file{l, place})
		}
	}
	return files
}
