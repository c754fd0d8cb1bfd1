package sbom

import (
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"github.com/CycloneDX/cyclonedx-go"
	spdxjson "github.com/spdx/tools-golang/json"
	"github.com/spdx/tools-golang/spdx/v2/common"
	"github.com/spdx/tools-golang/spdx/v2/v2_3"
)

// property is before the names of properties that are ours.
const property = "authentik-source-build:"

// identifier is a licence of the SPDX list, as far as its form says; other words are not one.
var identifier = regexp.MustCompile(`^[A-Za-z0-9.+-]+$`)

// expression is some of these, put together.
var expression = regexp.MustCompile(`^\(?[A-Za-z0-9.+-]+( (AND|OR|WITH) \(?[A-Za-z0-9.+-]+\)?)+\)?$`)

// CycloneDX writes the inventory as CycloneDX 1.6, in JSON. It has no serial number and no time: the same product has the same bytes.
func (i *Inventory) CycloneDX(w io.Writer) error {
	bom := cyclonedx.NewBOM()
	bom.Metadata = &cyclonedx.Metadata{Component: &cyclonedx.Component{
		BOMRef: "authentik", Type: cyclonedx.ComponentTypeApplication, Name: "authentik", Version: i.Version,
	}}
	components, refs := []cyclonedx.Component{}, []string{}
	for _, c := range i.Components {
		component := cyclonedx.Component{
			BOMRef: c.Ref(), Type: cyclonedx.ComponentTypeLibrary, Name: c.Name, Version: c.Version, PackageURL: c.Ref(),
		}
		if c.Kind == Product {
			component.Type = cyclonedx.ComponentTypeApplication
		}
		if c.Hash != "" {
			component.Hashes = &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgorithm(c.HashKind), Value: c.Hash}}
		}
		switch {
		case c.License == "":
		case expression.MatchString(c.License):
			component.Licenses = &cyclonedx.Licenses{{Expression: c.License}}
		default:
			// By name: an id has to be in the list of the format's version.
			component.Licenses = &cyclonedx.Licenses{{License: &cyclonedx.License{Name: c.License}}}
		}
		properties := []cyclonedx.Property{}
		for _, name := range slices.Sorted(maps.Keys(c.Properties)) {
			properties = append(properties, cyclonedx.Property{Name: property + name, Value: c.Properties[name]})
		}
		if c.Files > 0 {
			properties = append(properties, cyclonedx.Property{Name: property + "files", Value: strconv.Itoa(c.Files)})
		}
		component.Properties = &properties
		components = append(components, component)
		refs = append(refs, c.Ref())
	}
	bom.Components = &components
	bom.Dependencies = &[]cyclonedx.Dependency{{Ref: "authentik", Dependencies: &refs}}
	return cyclonedx.NewBOMEncoder(w, cyclonedx.BOMFileFormatJSON).SetPretty(true).SetEscapeHTML(false).EncodeVersion(bom, cyclonedx.SpecVersion1_6)
}

// SPDX writes the inventory as SPDX 2.3, in JSON.
func (i *Inventory) SPDX(w io.Writer) error {
	const none = "NOASSERTION"
	doc := &v2_3.Document{
		SPDXVersion: v2_3.Version, DataLicense: v2_3.DataLicense, SPDXIdentifier: "DOCUMENT", DocumentName: "authentik-" + i.Version,
		DocumentNamespace: "https://spdx.org/spdxdocs/authentik-" + i.Version,
		CreationInfo: &v2_3.CreationInfo{
			Creators: []common.Creator{{CreatorType: "Tool", Creator: "authentik-source-build"}},
			// The format wants a time. When it was made is nothing that the same product would agree about.
			Created: "1970-01-01T00:00:00Z",
		},
	}
	for n, c := range i.Components {
		p := &v2_3.Package{
			PackageName: c.Name, PackageVersion: c.Version, PackageSPDXIdentifier: common.ElementID(fmt.Sprintf("Package-%d", n+1)),
			PackageDownloadLocation: none, PackageLicenseConcluded: none, PackageLicenseDeclared: none, PackageCopyrightText: none,
			PackageExternalReferences: []*v2_3.PackageExternalReference{{Category: common.CategoryPackageManager, RefType: common.TypePackageManagerPURL, Locator: c.Ref()}},
			PackageComment:            c.Properties["deviation"],
		}
		if identifier.MatchString(c.License) || expression.MatchString(c.License) {
			p.PackageLicenseDeclared = c.License
		} else {
			p.PackageLicenseComments = c.License
		}
		switch c.HashKind {
		case "SHA-256":
			p.PackageChecksums = []common.Checksum{{Algorithm: common.SHA256, Value: c.Hash}}
		case "SHA-512":
			p.PackageChecksums = []common.Checksum{{Algorithm: common.SHA512, Value: c.Hash}}
		}
		doc.Packages = append(doc.Packages, p)
		doc.Relationships = append(doc.Relationships, &v2_3.Relationship{
			RefA: common.DocElementID{ElementRefID: "DOCUMENT"}, RefB: common.DocElementID{ElementRefID: p.PackageSPDXIdentifier}, Relationship: common.TypeRelationshipDescribe,
		})
	}
	return spdxjson.Write(doc, w, spdxjson.Indent("  "), spdxjson.EscapeHTML(false))
}
