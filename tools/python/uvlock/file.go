package uvlock

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"strings"

	"github.com/BurntSushi/toml"
)

// format is the version of uv.lock that is understood. Its revisions only add what is not needed here.
const format = 1

// file is a uv.lock.
type file struct {
	Version        int
	RequiresPython string `toml:"requires-python"`
	Packages       []pkg  `toml:"package"`
}

// pkg is one locked package: a distribution, or a project of the tree itself.
type pkg struct {
	Name     string
	Version  string
	Source   source
	Markers  []string          `toml:"resolution-markers"`
	Needs    []edge            `toml:"dependencies"`
	Optional map[string][]edge `toml:"optional-dependencies"`
	Groups   map[string][]edge `toml:"dev-dependencies"`
	Metadata metadata          `toml:"metadata"`
	Sdist    *artifact         `toml:"sdist"`
	Wheels   []artifact        `toml:"wheels"`
}

// source says where a package comes from.
type source struct {
	Registry, Git, URL, Path     string
	Editable, Directory, Virtual *string
}

// inTree is the folder of a project of the tree itself.
func (s source) inTree() (folder string, ok bool) {
	for _, p := range []*string{s.Editable, s.Directory, s.Virtual} {
		if p != nil {
			return *p, true
		}
	}
	return "", false
}

// revision is the commit of a git source.
func (s source) revision() string {
	_, commit, _ := strings.Cut(s.Git, "#")
	return commit
}

// edge is what one package asks for of another.
type edge struct {
	Name, Version, Marker string
	Extra                 []string
}

// metadata is what a project of the tree said when it was locked.
type metadata struct {
	Requires []asked            `toml:"requires-dist"`
	Groups   map[string][]asked `toml:"requires-dev"`
}

// asked is a requirement as uv.lock repeats it: either versions or a source.
type asked struct {
	Name, Specifier, Marker string
	Extras                  []string
	Git, URL, Path          string
	Editable, Directory     *string
	Virtual                 *string
}

// artifact is a file of a distribution. Its place is not used: where it is fetched from is the machine's business.
type artifact struct {
	URL, Filename, Path, Hash string
	Size                      int64
}

// name is the file's name.
func (a artifact) name() string {
	switch {
	case a.Filename != "":
		return a.Filename
	case a.Path != "":
		return path.Base(a.Path)
	}
	u, err := url.Parse(a.URL)
	if err != nil {
		return ""
	}
	return path.Base(u.Path)
}

// read reads a uv.lock.
func read(name string) (*file, error) {
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no %s, and it is what pins the Python distributions of a tree: write it with `uv lock`", name)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the lock: %w", err)
	}
	var head struct{ Version int }
	if _, err := toml.Decode(string(content), &head); err != nil {
		return nil, fmt.Errorf("reading the lock %s: %w", name, err)
	}
	if head.Version != format {
		return nil, fmt.Errorf("reading the lock %s: it has the format version %d, and only version %d is understood: write it with a uv that writes that one", name, head.Version, format)
	}
	var f file
	if _, err := toml.Decode(string(content), &f); err != nil {
		return nil, fmt.Errorf("reading the lock %s: %w", name, err)
	}
	return &f, nil
}
