// Command web is the build step that builds the web UI.
package main

import "akbuild.internal/tools/commands/web"

func main() { web.Program.Main() }
