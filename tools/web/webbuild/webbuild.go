// Package webbuild runs one of the programs that authentik's web UI is built with: in a copy of the files that the program
// may read, with node called directly, offline, and with every warning an error.
package webbuild

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

// Request is one run.
type Request struct {
	// Files are placed in the tree: path in it, with slashes, and the file to copy.
	Files map[string]string
	// Folders are placed in the tree likewise; a file of theirs takes the place of one of Files.
	Folders map[string]string
	// Modules is an archive of npm packages, unpacked in Below.
	Modules string
	// Below is the folder of the tree that holds package-lock.json: web.
	Below string
	// Folder is where the program runs, below the tree.
	Folder string
	// Node is the node program; Arguments is what it runs: a script of the tree and its arguments.
	Node      string
	Arguments []string
	// Environ are variables of the program, as NAME=value; it has no others but PATH, HOME and LC_ALL.
	Environ []string
	// Keep are the files of the tree, or folders, that are the result, each with its place below Out; "" is Out itself.
	Keep map[string]string
	// Out is the folder to make.
	Out string
	// Packages is a file to write beside the result: which of the npm packages the program opened; "" for none. Warm does without.
	Packages string
	// Warm is the script that runs the program again and again in a node that stays, web/private/warm.mjs. The function Run does
	// without.
	Warm string
	// Rereads are folders of the tree whose files the program reads anew whenever it is run by Warm; a node that has read others
	// does not stay when they change.
	Rereads []string
	// Words gets what the program said if it failed.
	Words io.Writer
}

// warning matches what esbuild, rollup and node print of something that they carry on after.
var warning = regexp.MustCompile(`(?m)^.*(\[WARNING\]|^\(!\) |ExperimentalWarning|DeprecationWarning).*$`)

// Run runs the program and keeps its result.
func Run(ctx context.Context, r Request) error {
	return stage.Dir(r.Out, func(out string) error {
		root, err := filepath.Abs(out + ".tree")
		if err != nil {
			return fmt.Errorf("making the folder of a web build: %w", err)
		}
		if err := os.Mkdir(root, 0o755); err != nil {
			return fmt.Errorf("making the folder of a web build: %w", tree.Reason(err))
		}
		defer os.RemoveAll(root)
		if err := r.lay(root); err != nil {
			return err
		}
		if err := r.traced(ctx, root); err != nil {
			return err
		}
		return r.take(root, out)
	})
}

// take copies the result out of the finished tree.
func (r Request) take(root, out string) error {
	for from, to := range r.Keep {
		if err := keep(filepath.Join(root, filepath.FromSlash(from)), out, to); err != nil {
			return fmt.Errorf("keeping %s of the web build: %w", from, err)
		}
	}
	return tree.Normalise(out)
}

// lay makes the tree.
func (r Request) lay(root string) error {
	var files []tree.File
	for dest, source := range r.Files {
		files = append(files, tree.File{Rel: dest, Path: source})
	}
	if err := tree.Copy(root, "", files); err != nil {
		return err
	}
	for dest, source := range r.Folders {
		over, err := tree.List(source, tree.Options{})
		if err != nil {
			return err
		}
		for _, file := range over {
			if err := os.Remove(filepath.Join(root, filepath.FromSlash(path.Join(dest, file.Rel)))); err != nil && !errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("replacing %s for the web build: %w", file.Rel, tree.Reason(err))
			}
		}
		if err := tree.Copy(root, dest, over); err != nil {
			return err
		}
	}
	return r.unpack(root)
}

// unpack places the npm packages.
func (r Request) unpack(root string) error {
	if r.Modules == "" {
		return nil
	}
	if err := unpack(r.Modules, filepath.Join(root, filepath.FromSlash(r.Below))); err != nil {
		return fmt.Errorf("unpacking the npm packages %s: %w", r.Modules, err)
	}
	return nil
}

func (r Request) run(ctx context.Context, root string) error {
	home := root + ".home"
	if err := os.Mkdir(home, 0o755); err != nil {
		return fmt.Errorf("making a home for the web build: %w", tree.Reason(err))
	}
	defer os.RemoveAll(home)
	cmd, err := r.command(ctx, root, home, r.Arguments)
	if err != nil {
		return err
	}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	switch err := cmd.Run(); {
	case ctx.Err() != nil:
		return r.interrupted()
	case err != nil:
		return r.failed(err, said.Bytes(), root)
	}
	return r.warned(said.Bytes(), root)
}

// command is node with these arguments, in the tree root.
func (r Request) command(ctx context.Context, root, home string, arguments []string) (*exec.Cmd, error) {
	node, err := filepath.Abs(r.Node)
	if err != nil {
		return nil, fmt.Errorf("finding node: %w", err)
	}
	cmd := exec.CommandContext(ctx, node, arguments...)
	cmd.Dir = filepath.Join(root, filepath.FromSlash(r.Folder))
	cmd.Env = append([]string{"PATH=" + filepath.Dir(node), "HOME=" + home, "TMPDIR=" + home, "LC_ALL=C.UTF-8", "TZ=UTC", "NO_COLOR=1"}, r.Environ...)
	cmd.WaitDelay = 5 * time.Second
	return cmd, nil
}

// what names the program.
func (r Request) what() string { return strings.Join(r.Arguments, " ") }

func (r Request) interrupted() error {
	return fmt.Errorf("running %s of the web UI: interrupted", r.what())
}

// failed is the error of a program that failed, after its words.
func (r Request) failed(err error, said []byte, root string) error {
	_, _ = r.Words.Write(clean(said, root))
	return fmt.Errorf("running %s of the web UI: it failed (%w), its words are above", r.what(), err)
}

// warned is the error of a program that warned, after its words.
func (r Request) warned(said []byte, root string) error {
	found := warning.Find(said)
	if found == nil {
		return nil
	}
	_, _ = r.Words.Write(clean(said, root))
	return fmt.Errorf("running %s of the web UI: it warns (%s), and what it warns of changes what it writes; its words are above", r.what(), strings.TrimSpace(string(clean(found, root))))
}

// clean takes the folder of the run out of a program's words: people know the file by its place in the source.
func clean(words []byte, root string) []byte {
	return bytes.ReplaceAll(words, []byte(root+"/"), nil)
}

func unpack(file, to string) error {
	in, err := os.Open(file)
	if err != nil {
		return tree.Reason(err)
	}
	defer in.Close()
	made := map[string]bool{}
	for archive := tar.NewReader(in); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		place := filepath.Join(to, filepath.FromSlash(header.Name))
		if folder := filepath.Dir(place); !made[folder] {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return tree.Reason(err)
			}
			made[folder] = true
		}
		if header.Typeflag == tar.TypeSymlink {
			if err := os.Symlink(header.Linkname, place); err != nil {
				return tree.Reason(err)
			}
			continue
		}
		if err := write(place, archive, os.FileMode(header.Mode)); err != nil {
			return err
		}
	}
}

func write(place string, from io.Reader, mode os.FileMode) error {
	out, err := os.OpenFile(place, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return tree.Reason(err)
	}
	defer out.Close()
	if _, err := io.Copy(out, from); err != nil {
		return err
	}
	return out.Close()
}

// keep copies a file or folder of the finished tree to its place below out.
func keep(from, out, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return tree.Reason(err)
	}
	if !info.IsDir() {
		return tree.Copy(out, "", []tree.File{{Rel: to, Path: from}})
	}
	files, err := tree.List(from, tree.Options{})
	if err != nil {
		return err
	}
	return tree.Copy(out, to, files)
}
