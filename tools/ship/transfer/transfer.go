// Package transfer brings an image to where it is to run: to the program that runs containers on this machine, or to a registry.
package transfer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"

	"akbuild.internal/tools/ship/image"
)

// programs can take an image, in the order in which they are looked for.
var programs = []string{"docker", "podman"}

// Load hands the image in a folder to a program, which is found on PATH if none is named.
func Load(ctx context.Context, folder, tagged, program string, stdout, stderr io.Writer) error {
	tag, err := image.Name(tagged)
	if err != nil {
		return err
	}
	if program, err = find(program); err != nil {
		return fmt.Errorf("loading the image %s: %w", tag, err)
	}
	index, err := image.Read(folder)
	if err != nil {
		return err
	}
	img, err := image.First(index)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, program, "load")
	cmd.Stdout, cmd.Stderr = stdout, stderr
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return fmt.Errorf("loading the image %s: %w", tag, err)
	}
	written := image.Archive(in, img, tag, image.FormFor(program))
	in.Close()
	if err := cmd.Wait(); err != nil {
		// What it did not read was not the fault of the archive.
		return fmt.Errorf("loading the image %s with `%s load`: %w", tag, program, err)
	}
	return written
}

func find(program string) (string, error) {
	if program != "" {
		path, err := exec.LookPath(program)
		if err != nil {
			return "", fmt.Errorf("there is no program %s", program)
		}
		return path, nil
	}
	for _, candidate := range programs {
		if path, err := exec.LookPath(candidate); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("there is neither %s on this machine's PATH; write an archive with --archive FILE and load that where there is one", strings.Join(programs, " nor "))
}

// Push sends the image in a folder, as an index, to the registry that its name says.
func Push(ctx context.Context, folder, tagged string, out io.Writer) error {
	tag, err := image.Name(tagged)
	if err != nil {
		return err
	}
	index, err := image.Read(folder)
	if err != nil {
		return err
	}
	err = remote.WriteIndex(tag, index, remote.WithContext(ctx), remote.WithAuthFromKeychain(authn.DefaultKeychain))
	if err != nil {
		return fmt.Errorf("pushing the image %s: %s", tag, reason(err))
	}
	digest, err := index.Digest()
	if err != nil {
		return fmt.Errorf("pushing the image %s: %w", tag, err)
	}
	_, err = fmt.Fprintf(out, "%s@%s\n", tag, digest)
	return err
}

// reason is what a registry said, or that it said nothing.
func reason(err error) string {
	var refused *transport.Error
	if !errors.As(err, &refused) {
		return strings.ReplaceAll(err.Error(), "\n", " ")
	}
	text := fmt.Sprintf("the registry refuses with status %d", refused.StatusCode)
	for _, d := range refused.Errors {
		text += fmt.Sprintf(", %s: %s", d.Code, d.Message)
	}
	if refused.StatusCode == 401 || refused.StatusCode == 403 {
		text += "; log in with `docker login` or `podman login` as somebody who may write there"
	}
	return text
}
