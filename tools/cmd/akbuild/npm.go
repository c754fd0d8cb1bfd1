package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/web/npm"
	"github.com/spf13/cobra"
)

// buildPlatform is what packages are taken for.
var buildPlatform = npm.Platform{OS: "linux", CPU: "x64", Libc: "glibc"}

func npmFetchCommand() *cobra.Command {
	var lockFile, client, out string
	var lineFiles []string
	cmd := &cobra.Command{
		Use:   "npm-fetch",
		Short: "Put the npm packages of a package-lock.json that a build reaches into the Nix store",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			lock, err := npm.ReadLock(lockFile)
			if err != nil {
				return err
			}
			line, err := npm.ReadLines(lineFiles)
			if err != nil {
				return err
			}
			if err := npm.InStep(lockFile); err != nil {
				return err
			}
			wanted, err := npm.Wanted(lock, line, buildPlatform)
			if err != nil {
				return err
			}
			used, err := npm.Fetch(cmd.Context(), wanted, line, npm.NixStore{}, npm.Client{Program: client}, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			for _, t := range used {
				if t.Locked != "" {
					fmt.Fprintf(cmd.OutOrStdout(), "deviation: %s\n", t.Deviates())
				}
			}
			content, err := json.MarshalIndent(used, "", "  ")
			if err != nil {
				return fmt.Errorf("writing the list of npm packages: %w", err)
			}
			return stage.File(out, append(content, '\n'))
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&lockFile, "lock", "", "package-lock.json")
	fl.StringArrayVar(&lineFiles, "line", nil, "what the release line says of npm packages, YAML; those that it inherits from first")
	fl.StringVar(&client, "npm", "npm", "npm")
	fl.StringVar(&out, "out", "", "JSON list to write: each package with its places, version, hash and file name")
	return need(cmd, "lock", "line", "out")
}

func nodeModulesCommand() *cobra.Command {
	var lockFile, part, list, folder, out string
	var lineFiles []string
	var replace, trees, drop []string
	cmd := &cobra.Command{
		Use:   "node-modules",
		Short: "Lay npm packages out as node_modules, as one archive",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			lock, err := npm.ReadLock(lockFile)
			if err != nil {
				return err
			}
			layout := npm.Layout{Folder: folder, Links: map[string]string{}, Drop: drop}
			line, err := npm.ReadLines(lineFiles)
			if err != nil {
				return err
			}
			all, err := npm.ReadList(list)
			if err != nil {
				return err
			}
			if layout.Tarballs, err = line.Part(part, all); err != nil {
				return err
			}
			for key, p := range lock {
				if p.Link {
					layout.Links[key] = p.Resolved
				}
			}
			if layout.Replace, err = pairs("--replace", replace); err != nil {
				return err
			}
			if layout.Trees, err = pairs("--tree", trees); err != nil {
				return err
			}
			for name := range layout.Replace {
				delete(layout.Links, "node_modules/"+name)
			}
			file, err := os.Create(out)
			if err != nil {
				return fmt.Errorf("writing the archive of npm packages: %w", err)
			}
			defer file.Close()
			if err := layout.Write(file); err != nil {
				os.Remove(out)
				return err
			}
			return file.Close()
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&lockFile, "lock", "", "package-lock.json")
	fl.StringArrayVar(&lineFiles, "line", nil, "what the release line says of npm packages, YAML; those that it inherits from first")
	fl.StringVar(&part, "part", "", "the part of the web build that they are for, one of those of the line")
	fl.StringVar(&list, "packages", "", "the list of packages, of npm-fetch")
	fl.StringVar(&folder, "tarballs", "", "folder with their tarballs")
	fl.StringArrayVar(&replace, "replace", nil, "a package and the folder to take it from, as name=folder; may be repeated")
	fl.StringArrayVar(&trees, "tree", nil, "a folder of the source that a deviation names, as packages/x=folder; may be repeated")
	fl.StringArrayVar(&drop, "drop", nil, "end of the names of files to leave out; may be repeated")
	fl.StringVar(&out, "out", "", "archive to write")
	return need(cmd, "lock", "line", "part", "packages", "tarballs", "out")
}

// pairs reads arguments of the form name=value.
func pairs(flag string, args []string) (map[string]string, error) {
	found := map[string]string{}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok || name == "" || value == "" {
			return nil, fmt.Errorf("reading %s %q: it is not of the form name=value", flag, arg)
		}
		found[name] = value
	}
	return found, nil
}
