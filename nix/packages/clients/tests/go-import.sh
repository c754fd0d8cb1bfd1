# shellcheck shell=bash
source "$goEnv"
cp -r "$cache" "$HOME/cache"
chmod -R u+w "$HOME/cache"
export GOCACHE=$HOME/cache
mkdir consumer
cp -r "$client" consumer/client
chmod -R u+w consumer/client
printf 'module goauthentik.io/api/v3\n\ngo 1.23\n' >consumer/client/go.mod
cd consumer
cat >go.mod <<'END'
module consumer

go 1.25

require goauthentik.io/api/v3 v3.0.0

replace goauthentik.io/api/v3 => ./client
END
cat >main.go <<'END'
package main

import (
	"fmt"

	"goauthentik.io/api/v3"
)

func main() {
	client := api.NewAPIClient(api.NewConfiguration())
	fmt.Println(client.GetConfig().UserAgent)
}
END
"$go/bin/go" build -o consumer .
./consumer | tee "$out"
grep -q '^OpenAPI-Generator/.*/go$' "$out"
