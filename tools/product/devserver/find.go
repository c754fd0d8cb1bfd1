package devserver

import (
	"fmt"
	"os"
	"path/filepath"
)

// The variables in which a BUILD file says where things are: the product's manage.py, and PostgreSQL's server.
const (
	productFile  = "AKBUILD_DEV_MANAGE"
	postgresFile = "AKBUILD_DEV_POSTGRES"
)

// Find fills in where the parts of the product are, as Bazel says that to a program it runs, and makes the folder of --data one of
// where the user is.
func (o *Options) Find() error {
	for _, part := range []struct {
		variable string
		folder   *string
	}{
		{productFile, &o.Product},
		{postgresFile, &o.Postgres},
	} {
		path, err := filepath.EvalSymlinks(os.Getenv(part.variable))
		if err == nil {
			path, err = filepath.Abs(path)
		}
		if err != nil || os.Getenv(part.variable) == "" {
			return fmt.Errorf("finding the product: %s does not say where a part of it is; run it with ./bazelw run //server:dev", part.variable)
		}
		*part.folder = filepath.Dir(path)
	}
	if here := os.Getenv("BUILD_WORKING_DIRECTORY"); here != "" && o.Data != "" && !filepath.IsAbs(o.Data) {
		o.Data = filepath.Join(here, o.Data)
	}
	return nil
}
