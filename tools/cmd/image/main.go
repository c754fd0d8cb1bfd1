// Command image brings an image that was built to where it is to run: ./bazelw run //server:image_load, //server:image_push.
package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"akbuild.internal/tools/ship/image"
	"akbuild.internal/tools/ship/transfer"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	cmd := &cobra.Command{Use: "image", Short: "Load or push an image", SilenceErrors: true, SilenceUsage: true}
	cmd.AddCommand(load(), push())
	if err := cmd.ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "image:", err)
		os.Exit(1)
	}
}

func load() *cobra.Command {
	var folder, name, program, archive string
	cmd := &cobra.Command{
		Use:   "load",
		Short: "Hand the image to Docker or Podman",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if archive != "" {
				return writeArchive(archive, folder, name, image.FormFor(program))
			}
			return transfer.Load(cmd.Context(), folder, name, program, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&folder, "image", "", "folder of the image")
	fl.StringVar(&name, "name", "", "what it is to be called")
	fl.StringVar(&program, "with", "", "program whose command load takes it; docker or podman if it is empty. With --archive, who is to read that")
	fl.StringVar(&archive, "archive", "", "file to write in place of loading it: what `docker load` and `podman load` read")
	return cmd
}

func push() *cobra.Command {
	var folder string
	cmd := &cobra.Command{
		Use:   "push REGISTRY/NAME:TAG",
		Short: "Send the image to a registry",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("pushing an image: %d names were given, and one is needed; give it like this: -- registry.example.org/authentik:1", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return transfer.Push(cmd.Context(), folder, args[0], cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&folder, "image", "", "folder of the image")
	return cmd
}

// writeArchive writes an archive; a relative path counts from where the user is.
func writeArchive(path, folder, name string, form image.Form) (err error) {
	if !filepath.IsAbs(path) {
		path = filepath.Join(cmp.Or(os.Getenv("AKB_CALLER"), os.Getenv("BUILD_WORKING_DIRECTORY")), path)
	}
	tag, err := image.Name(name)
	if err != nil {
		return err
	}
	index, err := image.Read(folder)
	if err != nil {
		return err
	}
	img, err := image.First(index)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".image")
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if err := image.Archive(io.Writer(file), img, tag, form); err != nil {
		return err
	}
	if err := file.Chmod(0o644); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}
