package pyfetch

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

//go:embed fetch.py
var script string

// errNoPip says that the interpreter has no pip: then each derivation fetches its own file.
var errNoPip = errors.New("no pip")

// workers is how many files are fetched side by side. Fetching is waiting, mostly.
const workers = 16

// job is one run of pip.
type job struct {
	Number    int               `json:"number"`
	Arguments []string          `json:"arguments"`
	Environ   map[string]string `json:"environ"`
}

// answer is what became of a job.
type answer struct {
	Number int    `json:"number"`
	OK     bool   `json:"ok"`
	Output string `json:"output"`
}

// download fetches files into a folder of its own for each below dir, and tells done of each as it ends: nil, or why it did
// not come.
func download(ctx context.Context, interpreter, dir string, files []File, done func(int, error) error) error {
	standIn := filepath.Join(dir, "stand-in")
	if err := writeStandIn(standIn); err != nil {
		return err
	}
	var jobs []job
	for i, f := range files {
		j, err := newJob(i, f, place(dir, i), standIn)
		if err != nil {
			return err
		}
		jobs = append(jobs, j)
	}
	request, err := json.Marshal(map[string]any{"workers": min(workers, len(jobs)), "jobs": jobs})
	if err != nil {
		return err
	}
	var problem bytes.Buffer
	cmd := exec.CommandContext(ctx, interpreter, "-I", "-c", script)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(request), &problem
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if errors.Is(err, exec.ErrNotFound) {
		return errNoPip
	}
	if err != nil {
		return fmt.Errorf("running pip: %w", err)
	}
	answers := json.NewDecoder(out)
	err = nil
	for err == nil {
		var a answer
		if err = answers.Decode(&a); err == nil {
			err = done(a.Number, a.result(place(dir, a.Number), files[a.Number]))
		}
	}
	ended := cmd.Wait()
	switch {
	case strings.TrimSpace(problem.String()) == "no pip":
		return errNoPip
	case ended != nil:
		return fmt.Errorf("running pip: %w: %s", ended, lastLines(problem.String()))
	case !errors.Is(err, io.EOF):
		return err
	}
	return nil
}

// newJob is the run of pip that fetches a file into a folder.
func newJob(number int, f File, folder, standIn string) (job, error) {
	requirement := filepath.Join(folder, "requirement.txt")
	j := job{Number: number, Environ: map[string]string{}, Arguments: []string{
		"download", "--quiet", "--disable-pip-version-check", "--no-cache-dir", "--no-input", "--no-deps", "--require-hashes",
		"--dest", folder, "--requirement", requirement,
	}}
	if strings.HasSuffix(f.File, ".whl") {
		j.Arguments = append(j.Arguments, wheelArguments(f)...)
	} else {
		j.Arguments = append(j.Arguments, "--no-binary", ":all:", "--no-build-isolation")
		j.Environ = map[string]string{"PYTHONPATH": standIn, "pname": f.Name, "version": f.Version}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return j, err
	}
	return j, os.WriteFile(requirement, fmt.Appendf(nil, "%s==%s --hash=sha256:%s\n", f.Name, f.Version, f.SHA256), 0o644)
}

// result is what became of a file that was to come into a folder.
func (a answer) result(folder string, f File) error {
	if !a.OK {
		return refusal(a.Output)
	}
	if _, err := os.Stat(filepath.Join(folder, f.File)); err != nil {
		return fmt.Errorf("pip chose another file")
	}
	return nil
}

// place is the folder of a file below dir.
func place(dir string, number int) string { return filepath.Join(dir, fmt.Sprint(number)) }

// wheelArguments say which environment a wheel is for, by its name: name-version[-build]-python-abi-platform.whl
func wheelArguments(f File) []string {
	arguments := []string{"--only-binary", ":all:", "--python-version", f.Python, "--implementation", "cp"}
	parts := strings.Split(strings.TrimSuffix(f.File, ".whl"), "-")
	if len(parts) < 3 {
		return arguments
	}
	if abi := parts[len(parts)-2]; abi != "none" {
		arguments = append(arguments, "--abi", abi)
	}
	if platform, _, _ := strings.Cut(parts[len(parts)-1], "."); platform != "any" {
		arguments = append(arguments, "--platform", platform)
	}
	return arguments
}

// writeStandIn writes a build backend that answers with a distribution's name and version. pip asks a source archive's
// backend for these, and nothing of the archive is to run here.
func writeStandIn(dir string) error {
	if err := os.MkdirAll(filepath.Join(dir, "setuptools"), 0o755); err != nil {
		return err
	}
	for name, content := range map[string]string{"__init__.py": "", "build_meta.py": standIn} {
		if err := os.WriteFile(filepath.Join(dir, "setuptools", name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

//go:embed standin.py
var standIn string

// errGone says that the registry answered and does not have the file.
var errGone = errors.New("does not have it")

// otherHash says that the registry has a file of that name with other bytes.
type otherHash struct{ got string }

func (o otherHash) Error() string { return "has it with the sha256 " + o.got }

var got = regexp.MustCompile(`(?m)^\s*Got\s+([0-9a-f]{64})`)

// refusal reads why pip fetched nothing.
func refusal(output string) error {
	if match := got.FindStringSubmatch(output); match != nil {
		return otherHash{match[1]}
	}
	if strings.Contains(output, "No matching distribution found") && !strings.Contains(output, "Retrying (") && !strings.Contains(output, "connection") {
		return errGone
	}
	return errors.New(lastLines(output))
}

// lastLines are the last lines of what a program said, on one line.
func lastLines(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-3):], "; ")
}
