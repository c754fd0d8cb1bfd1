# A Go SDK, { release = "1.25.5"; }: the toolchain module that the go command itself would fetch.
{
  run,
  fetchGoModule,
  release,
}:
run {
  name = "go-${release}";
  src = fetchGoModule "golang.org/toolchain@v0.0.1-go${release}.linux-amd64";
  script = ./go.sh;
  passthru.version = release;
  meta.description = "Go SDK";
}
