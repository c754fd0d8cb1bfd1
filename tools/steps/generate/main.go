// Command generate is the build step that generates API clients.
package main

import "akbuild.internal/tools/commands/generate"

func main() { generate.Program.Main() }
