package rac

import (
	"context"
	"os/exec"
)

const (
	guacdPath = "/opt/guacamole/sbin/guacd"
)

// startGuacd starts the program that speaks the protocols of remote machines; it ends with ctx.
func startGuacd(ctx context.Context) error {
	return exec.CommandContext(ctx, guacdPath, "-b", "127.0.0.1", "-f").Start()
}
