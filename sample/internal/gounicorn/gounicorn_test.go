package gounicorn

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	program := filepath.Join(dir, "gunicorn")
	require.NoError(t, os.WriteFile(program, []byte("#!/bin/sh\nexit 77\n"), 0o755))
	var ended *EndedError
	require.ErrorAs(t, Run(t.Context(), false), &ended)
	assert.Equal(t, 77, ended.Code)

	require.NoError(t, os.WriteFile(program, []byte("#!/bin/sh\nexec sleep 60\n"), 0o755))
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	assert.NoError(t, Run(ctx, false), "it was told to end")
}
