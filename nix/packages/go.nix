# The Go SDK that builds everything: the toolchain module that the go command itself would fetch.
{ run, fetchGoModule }:
run {
  name = "go-1.25.5";
  src = fetchGoModule "golang.org/toolchain@v0.0.1-go1.25.5.linux-amd64";
  script = ./go.sh;
  passthru.version = "1.25.5";
  meta.description = "Go SDK";
}
