package uvlock

import (
	"encoding/json"
	"fmt"
	"os"

	"akbuild.internal/tools/python/pylock"
)

// Declared is nix/releases/python.json: what is used in place of what a registry does not have.
type Declared struct {
	// Revisions are distributions that locks take from a git revision.
	Revisions []Revision `json:"revisions"`
	// Deviations are for files of locks that a registry no longer has.
	Deviations []Deviation `json:"deviations"`
}

// Revision is a git revision of a distribution.
type Revision struct {
	Name  string `json:"name"`
	Owner string `json:"owner"`
	Repo  string `json:"repo"`
	Rev   string `json:"rev"`
	// Hash is the NAR hash of the revision's tree; empty when it is not pinned.
	Hash string `json:"hash"`
	// Registry is what a registry has in its place.
	Registry Stand `json:"registry"`
}

// Stand is a file that stands for another.
type Stand struct {
	Version string `json:"version"`
	File    string `json:"file"`
	SHA256  string `json:"sha256"`
}

// Deviation is what is used when a registry does not have the locked version of a distribution.
type Deviation struct {
	Name   string `json:"name"`
	Locked string `json:"locked"`
	Stand
	Reason string `json:"reason"`
}

func readDeclared(file string) (Declared, error) {
	var d Declared
	if file == "" {
		return d, nil
	}
	content, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(content, &d)
	}
	if err != nil {
		return d, fmt.Errorf("reading what is declared of Python distributions, %s: %w", file, err)
	}
	for _, v := range d.Deviations {
		if v.Name == "" || v.Locked == "" || v.Version == "" || v.File == "" || len(v.SHA256) != 64 || v.Reason == "" {
			return d, fmt.Errorf("reading what is declared of Python distributions, %s: the deviation of %q needs name, locked, version, file, sha256 and reason", file, v.Name)
		}
	}
	return d, nil
}

// revision is what is declared of a git source, or nil.
func (d Declared) revision(name, rev string) *Revision {
	for i, r := range d.Revisions {
		if r.Name == name && r.Rev == rev {
			return &d.Revisions[i]
		}
	}
	return nil
}

// deviation is what is declared for a locked version, or nil.
func (d Declared) deviation(name, version string) *pylock.Deviation {
	for _, v := range d.Deviations {
		if v.Name == name && v.Locked == version {
			return &pylock.Deviation{Version: v.Version, File: v.File, SHA256: v.SHA256, Reason: v.Reason}
		}
	}
	return nil
}
