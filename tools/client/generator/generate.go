package generator

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"akbuild.internal/tools/base/tree"
)

// Generate runs a generator over a schema and configuration in the folder scratch; the raw tree is at out. Output gets what
// the tool prints. schema is for messages, spec is the file that the tool reads.
func (j Jar) Generate(ctx context.Context, scratch, name, schema, spec, config, out string, output *Output) error {
	err := j.run(ctx, scratch, output, "generate", "-g", name, "-i", spec, "-c", config, "-o", out)
	output.Close(err == nil)
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return fmt.Errorf("generating the %s client from %s: interrupted", name, schema)
	}
	var exit *ended
	if !errors.As(err, &exit) {
		return fmt.Errorf("running %s: %w", j.Java, tree.Reason(err))
	}
	reason := output.reason()
	if reason == "" {
		reason = "it gave no reason"
	}
	return &Failure{
		text:    fmt.Sprintf("generating the %s client from %s: openapi-generator %s failed (%s): %s", name, filepath.ToSlash(schema), j.Version(), exit, reason),
		Faults:  output.faults(),
		Endless: output.endless,
	}
}

// Failure is the error of a tool that ran and made no client.
type Failure struct {
	text string
	// Faults are what the tool says is wrong with the schema; none when it failed otherwise.
	Faults []string
	// Endless says that the tool ran out of stack: it followed something that leads back to itself.
	Endless bool
}

// Error implements error.
func (f *Failure) Error() string { return f.text }
