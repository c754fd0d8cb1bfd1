package generate

import (
	"errors"
	"fmt"

	"akbuild.internal/tools/client/generator"
	"akbuild.internal/tools/client/openapi"
)

// explain says what the generator did not like with the place in the schema, where that can be told.
func (r *Request) explain(err error, document *openapi.Document) error {
	var failure *generator.Failure
	if !errors.As(err, &failure) {
		return err
	}
	if len(failure.Faults) > 0 {
		more := ""
		if n := len(failure.Faults) - 1; n > 0 {
			more = fmt.Sprintf(" (and %d more)", n)
		}
		return fmt.Errorf("generating the %s client from %s: openapi-generator %s refuses it: %s%s", r.Generator, document.Locate(failure.Faults[0]), r.Jar.Version(), failure.Faults[0], more)
	}
	if failure.Endless {
		if circle := document.Circle(); circle != "" {
			return errors.New(circle)
		}
	}
	return err
}
