// A module of its own, so that `go mod tidy` of the root passes it by: it imports the generated client, which is no module
// that could be fetched. Bazel builds it.
module akbuild.internal/server/tests/goclient

go 1.25.0
