package live

import (
	"path/filepath"
	"testing"
)

// TestImport: each direct dependency imports, and `check --deploy` says no more than what is written down.
func TestImport(t *testing.T) {
	suite{tests: []string{"tests.test_import"}}.run(t, builtTree(t))
}

// TestLifecycle: what happens without PostgreSQL; migrations; the commands of ak.
func TestLifecycle(t *testing.T) {
	suite{tests: []string{"tests.test_lifecycle"}, environ: withServer(t)}.run(t, builtTree(t))
}

// TestServer: gunicorn answers on its unix socket, and the Go server in front of it answers what it answers.
func TestServer(t *testing.T) {
	suite{tests: []string{"tests.test_server"}, environ: withServer(t)}.run(t, builtTree(t))
}

// TestWorker: tasks go through the broker, blueprints are found and applied.
func TestWorker(t *testing.T) {
	suite{tests: []string{"tests.test_worker"}}.run(t, builtTree(t))
}

// withServer puts the Go server on the path of the tests.
func withServer(t *testing.T) []string {
	t.Helper()
	return []string{"AKB_PATH=" + filepath.Join(string(builtTree(t)), "bin")}
}
