package main

import (
	"context"
	"fmt"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/debug"
	utils "goauthentik.io/internal/utils/web"
)

// runDebug serves profiles in debug mode, and sends them if there is a Pyroscope.
func runDebug(ctx context.Context, c *config.Config) error {
	if c.PyroscopeHost != "" {
		stop, err := debug.Profile("server", c.PyroscopeHost)
		if err != nil {
			return err
		}
		defer func() { _ = stop() }()
	}
	if !c.Debug || c.Listen.Debug == "" {
		<-ctx.Done()
		return nil
	}
	ln, err := utils.Listen(c.Listen.Debug, nil)
	if err != nil {
		return fmt.Errorf("listening for debuggers (listen.debug): %w", err)
	}
	return utils.Serve(ctx, debug.Server(), ln)
}
