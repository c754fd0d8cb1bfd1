package execlog

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// Log is the actions of one build, in the order in which they ended.
type Log struct {
	// Name is the file.
	Name    string
	actions []*action
	by      map[string]*action
}

// action is what a cache's key is made of, and where its result came from.
type action struct {
	name     string
	mnemonic string
	label    string
	hit      bool
	digest   string
	command  []string
	environ  []string
	platform []string
	inputs   map[string]string
	outputs  []string
}

// Spawn is Bazel's SpawnExec, as far as it is looked at: an action that ran, or came from a cache.
type Spawn struct {
	// Mnemonic is the kind of the action, TargetLabel the target that it belongs to.
	Mnemonic    string `json:"mnemonic"`
	TargetLabel string `json:"targetLabel"`
	// CacheHit says that it did not run. Runner is what ran it, or which cache it came from.
	CacheHit bool   `json:"cacheHit"`
	Runner   string `json:"runner"`
	// ListedOutputs are what it was to make.
	ListedOutputs []string `json:"listedOutputs"`

	CommandArgs          []string `json:"commandArgs"`
	EnvironmentVariables []pair   `json:"environmentVariables"`
	Platform             struct {
		Properties []pair `json:"properties"`
	} `json:"platform"`
	Inputs []struct {
		Path              string `json:"path"`
		Digest            digest `json:"digest"`
		SymlinkTargetPath string `json:"symlinkTargetPath"`
	} `json:"inputs"`
	Digest digest `json:"digest"`
}

type pair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type digest struct {
	Hash string `json:"hash"`
}

// Spawns are the actions of a log, in the order in which they ended.
func Spawns(name string) ([]Spawn, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading the execution log %s: %w; write one with --execution_log_json_file=FILE", name, tree.Reason(err))
	}
	defer file.Close()
	var spawns []Spawn
	for decoder := json.NewDecoder(file); ; {
		var s Spawn
		if err := decoder.Decode(&s); errors.Is(err, io.EOF) {
			return spawns, nil
		} else if err != nil {
			return nil, fmt.Errorf("reading the execution log %s: it is not what --execution_log_json_file writes (%w); write it with that", name, err)
		}
		spawns = append(spawns, s)
	}
}

// Read reads a log.
func Read(name string) (*Log, error) {
	spawns, err := Spawns(name)
	if err != nil {
		return nil, err
	}
	log := &Log{Name: name, by: map[string]*action{}}
	for _, s := range spawns {
		if s.Mnemonic == "" || strings.HasPrefix(s.Mnemonic, "Test") {
			// What a test says is no part of a product.
			continue
		}
		a := newAction(s)
		if log.by[a.name] == nil {
			log.actions = append(log.actions, a)
			log.by[a.name] = a
		}
	}
	if len(log.actions) == 0 {
		return nil, fmt.Errorf("reading the execution log %s: there is no action in it; write it with a build that runs some, after ./bazelw clean", name)
	}
	return log, nil
}

func newAction(s Spawn) *action {
	a := &action{
		mnemonic: s.Mnemonic, label: s.TargetLabel, hit: s.CacheHit, digest: s.Digest.Hash, command: s.CommandArgs,
		environ: pairs(s.EnvironmentVariables), platform: pairs(s.Platform.Properties), inputs: map[string]string{}, outputs: s.ListedOutputs,
	}
	for _, input := range s.Inputs {
		a.inputs[input.Path] = input.Digest.Hash
		if input.SymlinkTargetPath != "" {
			a.inputs[input.Path] = "a link to " + input.SymlinkTargetPath
		}
	}
	a.name = a.mnemonic + " " + a.label
	if len(a.outputs) > 0 {
		// Two actions of a target differ in what they make.
		a.name += " " + a.outputs[0]
	}
	return a
}

func pairs(list []pair) []string {
	var lines []string
	for _, p := range list {
		lines = append(lines, p.Name+"="+p.Value)
	}
	return lines
}
