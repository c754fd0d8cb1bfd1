package installed

import (
	"errors"
	"io/fs"
	"syscall"
)

// Away says whether a request failed since nobody listens where the core should: it has ended, and is started again.
func Away(err error) bool {
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, fs.ErrNotExist)
}
