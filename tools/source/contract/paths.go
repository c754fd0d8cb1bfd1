package contract

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"akbuild.internal/tools/source/substitute"
)

// version compares what the tree says of its version with the line, and with itself.
func (k *checker) version() {
	matches := regexp.MustCompile("^(?:" + k.Version.Matches + ")$")
	said, by := "", ""
	for _, file := range slices.Sorted(maps.Keys(k.Version.Files)) {
		if !k.source.isFile(file) {
			continue
		}
		content := k.source.read(file)
		f := Finding{Fact: "version", File: file, Edit: k.edit("version")}
		at := regexp.MustCompile(k.Version.Files[file]).FindStringSubmatchIndex(content)
		if at == nil {
			f.Problem = fmt.Sprintf("it does not say the version the way that is known, %s", k.Version.Files[file])
			k.fact(f)
			continue
		}
		version := content[at[2]:at[3]]
		f.Line = lineOf(content, at[2])
		switch {
		case !matches.MatchString(version):
			f.Problem = fmt.Sprintf("the version is %s, which is not of line %s", version, k.Line)
			f.Edit = "the line to compare with: --line, if there is a contract of that line"
		case said != "" && version != said:
			f.Problem = fmt.Sprintf("the version is %s, but %s says %s", version, by, said)
			f.Edit = "the tree: all of these files have to say the same"
		}
		if said == "" {
			said, by = version, file
		}
		k.fact(f)
	}
}

// paths compares which files and folders there are.
func (k *checker) paths() {
	for _, file := range slices.Sorted(maps.Keys(k.Paths.Files)) {
		f := Finding{Fact: "path", File: file, Why: k.Paths.Files[file], Edit: k.edit("paths.files")}
		if !k.source.isFile(file) {
			f.Problem = "there is no such file" + substitute.Moved(file, k.source.names)
			if k.source.isFolder(file) {
				f.Problem = "it is a folder now, not a file"
			}
		}
		k.fact(f)
	}
	for _, file := range slices.Sorted(maps.Keys(k.Paths.Opened)) {
		k.facts++
		// A part of the core that a tree does not have opens nothing.
		if !k.source.isFile(file) && k.source.isFolder(path.Dir(file)) {
			k.remarks = append(k.remarks, Finding{
				Fact: "path", File: file, Why: k.Paths.Opened[file], Problem: "there is no such file",
				Edit: "get the tree with this file, such as git checkout HEAD -- " + file,
			})
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(k.Paths.Folders)) {
		f := Finding{Fact: "path", File: folder, Why: k.Paths.Folders[folder], Edit: k.edit("paths.folders")}
		if !k.source.isFolder(folder) {
			f.Problem = "there is no such folder" + nearest.Hint(folder, k.folderNames(path.Dir(folder)))
		}
		k.fact(f)
	}
	for _, name := range slices.Sorted(maps.Keys(k.Paths.Absent)) {
		f := Finding{Fact: "path", File: name, Why: k.Paths.Absent[name], Edit: k.edit("paths.absent")}
		if k.source.isFile(name) || k.source.isFolder(name) {
			f.Problem = fmt.Sprintf("it is a part that line %s does not have", k.Line)
		}
		k.fact(f)
	}
	for _, folder := range k.source.folders("") {
		f := Finding{Fact: "path", File: folder, Edit: k.edit("paths.top")}
		_, absent := k.Paths.Absent[folder]
		if !absent && !strings.HasPrefix(folder, ".") && !slices.Contains(k.Paths.Top, folder) {
			f.Problem = "it is a new folder at the top of the tree, which nothing builds" + nearest.Hint(folder, k.Paths.Top)
		}
		k.fact(f)
	}
}

// folderNames are the paths of the folders directly below one; "." is the top.
func (k *checker) folderNames(parent string) []string {
	if parent == "." {
		return k.source.folders("")
	}
	var names []string
	for _, folder := range k.source.folders(parent) {
		names = append(names, path.Join(parent, folder))
	}
	return names
}

// lineOf is the number, from 1, of the line in which a position lies.
func lineOf(content string, at int) int {
	return strings.Count(content[:at], "\n") + 1
}
