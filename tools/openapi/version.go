package openapi

// Version is the version that the document says of itself.
func (d *Document) Version() string { return child(child(d.root, "info"), "version").Value }
