// Package placeholder is what lies in a vendor tree in place of the generated API client, until the client is laid over it.
package placeholder

import (
	"os"
	"path/filepath"
)

// Name is the file of the placeholder, in the client's folder. It is no name that a client has.
const Name = "placeholder.go"

// Content is the placeholder: a package, so that the vendor tree is whole, of which nothing could use anything by mistake.
const Content = `// Package api is a placeholder: the generated API client takes this folder's place (akbuild vendor --client).
package api
`

// Has says whether a vendor tree has a module itself: nothing of a client that is generated lies there, or the placeholder.
func Has(vendor, module string) bool {
	folder := filepath.Join(vendor, filepath.FromSlash(module))
	_, absent := os.Stat(folder)
	_, itself := os.Stat(filepath.Join(folder, Name))
	return absent == nil && itself != nil
}
