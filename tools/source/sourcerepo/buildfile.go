package sourcerepo

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

const (
	// stdPackage is the package of the library that stands for standard packages which gazelle does not know.
	stdPackage = "gazelle_std"
	// stdName is its name.
	stdName = "standard_library"
	// filesName names, in each package, the files that belong to it.
	filesName = "tree_files"
	public    = `package(default_visibility = ["//visibility:public"])`
)

// groupedFiles are files at the top of a source that have a group of their own, named like them without dots.
var groupedFiles = []string{"go.mod", "go.sum", schemaName}

// writeBuildFiles makes a BUILD file in every folder with Go files: gazelle adds its rules to them.
func (l *layout) writeBuildFiles(prefix string, std []string) error {
	sourcePackages, vendorPackages := packages(l.source), packages(l.vendor)
	for _, p := range slices.Concat(sourcePackages, vendorPackages) {
		if p == "" {
			continue
		}
		if err := l.write(p, public+"\n\n"+filegroup(filesName, `glob(["**"], exclude = ["BUILD.bazel"])`)); err != nil {
			return err
		}
	}
	if err := l.write(stdPackage, stdBuildFile); err != nil {
		return err
	}
	return l.write("", l.rootBuildFile(prefix, std, sourcePackages, vendorPackages))
}

func (l *layout) write(pkg, content string) error {
	name := filepath.Join(l.root, filepath.FromSlash(pkg), "BUILD.bazel")
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("writing %s: %w", name, tree.Reason(err))
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		return fmt.Errorf("writing %s: %w", name, tree.Reason(err))
	}
	return nil
}

const stdBuildFile = `load("@rules_go//go:def.bzl", "go_library")

# gazelle:ignore
# What gazelle takes for a vendored package and the Go SDK has in its standard library.
go_library(
    name = "` + stdName + `",
    importpath = "akbuild.internal/standard_library",
    visibility = ["//visibility:public"],
)
`

func (l *layout) rootBuildFile(prefix string, std, sourcePackages, vendorPackages []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Made by akbuild source and gazelle.\n# gazelle:prefix %s\n# gazelle:proto disable_global\n# gazelle:default_visibility //visibility:public\n", prefix)
	for _, dir := range withoutGo(l.source) {
		fmt.Fprintf(&b, "# gazelle:exclude %s\n", dir)
	}
	if l.ClientLabel != "" {
		fmt.Fprintf(&b, "# gazelle:resolve go %s %s\n", l.ClientModule, l.ClientLabel)
	}
	for _, p := range std {
		fmt.Fprintf(&b, "# gazelle:resolve go %s //%s:%s\n", p, stdPackage, stdName)
	}
	fmt.Fprintf(&b, "\n%s\n", public)
	if l.Tree != "" {
		l.sourceGroups(&b, sourcePackages)
	}
	b.WriteString("\n" + filegroup("vendor_"+filesName, `glob(["vendor/**"])`))
	b.WriteString("\n" + filegroup("vendor_tree", labels(":vendor_"+filesName, vendorPackages)))
	return b.String()
}

// sourceGroups writes the groups of the source's files: all of them, and one for each folder at the top.
func (l *layout) sourceGroups(b *strings.Builder, sourcePackages []string) {
	b.WriteString("\n# Every file of the source's Go side, vendor/ left out; NAME_tree is the part below the folder NAME.\n")
	b.WriteString(filegroup("tree", labels(":"+filesName, sourcePackages)))
	b.WriteString("\n" + filegroup(filesName, fmt.Sprintf(`glob(["**"], exclude = ["BUILD.bazel", "%s/**", "vendor/**"])`, stdPackage)))
	for _, name := range groupedFiles {
		if slices.ContainsFunc(l.source, func(f tree.File) bool { return f.Rel == name }) {
			group := strings.ReplaceAll(strings.TrimSuffix(name, ".yml"), ".", "_")
			b.WriteString("\n" + filegroup(group, fmt.Sprintf("[%q]", name)))
		}
	}
	for _, dir := range topFolders(l.source) {
		b.WriteString("\n" + filegroup(dir+"_tree", folderGroup(dir, sourcePackages)))
	}
}

// folderGroup is the files below a folder at the top: those of the packages in it, and those of the top package.
func folderGroup(dir string, sourcePackages []string) string {
	below := slices.DeleteFunc(slices.Clone(sourcePackages), func(p string) bool {
		return p != dir && !strings.HasPrefix(p, dir+"/")
	})
	own := fmt.Sprintf("glob([%q], allow_empty = True)", dir+"/**")
	switch {
	case len(below) == 0:
		return own
	case slices.Contains(below, dir):
		return labels("", below)
	}
	return own + " + " + labels("", below)
}

// labels is a list of the file groups of packages, after one label of the own package (may be empty).
func labels(own string, pkgs []string) string {
	var b strings.Builder
	b.WriteString("[\n")
	if own != "" {
		fmt.Fprintf(&b, "        %q,\n", own)
	}
	for _, p := range pkgs {
		if p != "" {
			fmt.Fprintf(&b, "        %q,\n", "//"+p+":"+filesName)
		}
	}
	b.WriteString("    ]")
	return b.String()
}

func filegroup(name, srcs string) string {
	return fmt.Sprintf("filegroup(\n    name = %q,\n    srcs = %s,\n)\n", name, srcs)
}
