package pylock

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Lock is a set of pinned distributions.
type Lock struct {
	// Python is the version of the interpreter that they are for.
	Python string `json:"python"`
	// Distributions by normalized name.
	Distributions map[string]Distribution `json:"distributions"`
	// Groups are what dependency groups have beside those, by normalized name.
	Groups map[string]map[string]Distribution `json:"groups,omitempty"`
}

// Distribution is one pin.
type Distribution struct {
	Version string `json:"version"`
	// File is the wheel's name, or the source archive's where no wheel fits.
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
	// Size is the file's size in bytes; 0 where it is not known.
	Size int64 `json:"size,omitempty"`
	// Requires names what it asks for directly, in this set.
	Requires []string `json:"requires"`
	// Git is the revision that is wanted and that the file stands for.
	Git *Git `json:"git,omitempty"`
	// Deviation is what may be used if a registry does not have the file.
	Deviation *Deviation `json:"deviation,omitempty"`
}

// Git is a revision of a distribution that is in no registry.
type Git struct {
	Owner string `json:"owner"`
	Repo  string `json:"repo"`
	Rev   string `json:"rev"`
	// Hash is the NAR hash of its tree; empty when it is not pinned.
	Hash    string `json:"hash,omitempty"`
	Version string `json:"version"`
}

// Deviation is another file of a distribution, and why.
type Deviation struct {
	Version string `json:"version"`
	File    string `json:"file"`
	SHA256  string `json:"sha256"`
	Reason  string `json:"reason"`
}

// Read reads a lock. One that is not there is an empty one.
func Read(file string) (Lock, error) {
	var l Lock
	content, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err == nil {
		err = json.Unmarshal(content, &l)
	}
	if err != nil {
		return l, fmt.Errorf("reading the lock %s: %w", file, err)
	}
	return l, nil
}

// Write writes a lock, sorted and a fact a line, so that a change is readable as a diff.
func (l Lock) Write(file string) error {
	var content bytes.Buffer
	e := json.NewEncoder(&content)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(l)
	if err == nil {
		err = os.WriteFile(file+".new", content.Bytes(), 0o644)
	}
	if err == nil {
		err = os.Rename(file+".new", file)
	}
	if err != nil {
		return fmt.Errorf("writing the lock %s: %w", file, err)
	}
	return nil
}

// Find is the distribution of a name, of the set or of one of its groups.
func (l Lock) Find(name string) Distribution {
	if d, ok := l.Distributions[name]; ok {
		return d
	}
	for _, group := range l.Groups {
		if d, ok := group[name]; ok {
			return d
		}
	}
	return Distribution{}
}
