package kit

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path"
	"regexp"
	"strings"

	"akbuild.internal/tools/ship/sbom"
)

// crateLicense is the line of a Cargo.toml.
var crateLicense = regexp.MustCompile(`(?m)^license\s*=\s*"([^"]*)"`)

// licenseOf is what a file says of its licence; empty if it says nothing, or nothing that is read here.
func licenseOf(kind, file string) string {
	switch {
	case kind == "npm":
		license, _ := sbom.NPMLicense(file)
		return license
	case kind == "pypi" && strings.HasSuffix(file, ".whl"):
		return sbom.LicenseOf(inZip(file, "*.dist-info/METADATA"))
	case kind == "pypi":
		return sbom.LicenseOf(inTarball(file, "*/PKG-INFO"))
	case kind == "crates":
		if found := crateLicense.FindSubmatch(inTarball(file, "*/Cargo.toml")); found != nil {
			return string(found[1])
		}
	}
	return ""
}

// inZip is the content of the first file of a zip file that the pattern fits.
func inZip(name, pattern string) []byte {
	archive, err := zip.OpenReader(name)
	if err != nil {
		return nil
	}
	defer archive.Close()
	for _, file := range archive.File {
		if fits, _ := path.Match(pattern, file.Name); !fits {
			continue
		}
		if content, err := file.Open(); err == nil {
			defer content.Close()
			all, _ := io.ReadAll(content)
			return all
		}
	}
	return nil
}

// inTarball is that of a tar.gz file.
func inTarball(name, pattern string) []byte {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil
	}
	for archive := tar.NewReader(unzipped); ; {
		header, err := archive.Next()
		if err != nil {
			return nil
		}
		if fits, _ := path.Match(pattern, strings.TrimPrefix(header.Name, "./")); fits {
			all, _ := io.ReadAll(archive)
			return all
		}
	}
}
