// Command goclient asks an authentik with the generated Go client, and writes what it is told as JSON: the TypeScript client,
// ../tsclient, has to be told the same. goclient URL TOKEN, with `write` behind it to make and remove a user, too.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	api "goauthentik.io/api/v3"
)

func main() {
	answer, err := ask(context.Background(), os.Args[1], os.Args[2], len(os.Args) > 3)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(answer)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "goclient:", err)
		os.Exit(1)
	}
}

func newClient(url, token string) *api.APIClient {
	settings := api.NewConfiguration()
	settings.Servers = api.ServerConfigurations{{URL: url + "/api/v3"}}
	settings.AddDefaultHeader("Authorization", "Bearer "+token)
	return api.NewAPIClient(settings)
}

func ask(ctx context.Context, url, token string, write bool) (map[string]any, error) {
	client := newClient(url, token)
	version, _, err := client.AdminAPI.AdminVersionRetrieve(ctx).Execute()
	if err != nil {
		return nil, fmt.Errorf("asking for the version: %w", err)
	}
	brand, _, err := client.CoreAPI.CoreBrandsCurrentRetrieve(ctx).Execute()
	if err != nil {
		return nil, fmt.Errorf("asking for the brand: %w", err)
	}
	me, _, err := client.CoreAPI.CoreUsersMeRetrieve(ctx).Execute()
	if err != nil {
		return nil, fmt.Errorf("asking who we are: %w", err)
	}
	outposts, _, err := client.OutpostsAPI.OutpostsInstancesList(ctx).Execute()
	if err != nil {
		return nil, fmt.Errorf("asking for the outposts: %w", err)
	}
	names := []string{}
	for _, outpost := range outposts.Results {
		names = append(names, outpost.Name)
	}
	_, refused, err := newClient(url, "the token of nobody").CoreAPI.CoreUsersMeRetrieve(ctx).Execute()
	if refused == nil || err == nil {
		return nil, fmt.Errorf("a wrong token is no error: %v", err)
	}
	answer := map[string]any{
		"version": version.VersionCurrent, "brand": brand.BrandingTitle, "user": me.User.Username, "superuser": me.User.IsSuperuser,
		"outposts": names, "wrong token": refused.StatusCode,
	}
	if !write {
		return answer, nil
	}
	answer["written"], err = makeAndRemove(ctx, client)
	return answer, err
}

// makeAndRemove makes a user, finds it, and removes it.
func makeAndRemove(ctx context.Context, client *api.APIClient) (map[string]any, error) {
	const name = "made-by-a-client"
	made, _, err := client.CoreAPI.CoreUsersCreate(ctx).UserRequest(*api.NewUserRequest(name, "Made by a client")).Execute()
	if err != nil {
		return nil, fmt.Errorf("making a user: %w", err)
	}
	found, _, err := client.CoreAPI.CoreUsersList(ctx).Username(name).Execute()
	if err != nil {
		return nil, fmt.Errorf("finding the user: %w", err)
	}
	removed, err := client.CoreAPI.CoreUsersDestroy(ctx, made.Pk).Execute()
	if err != nil {
		return nil, fmt.Errorf("removing the user: %w", err)
	}
	_, gone, err := client.CoreAPI.CoreUsersRetrieve(ctx, made.Pk).Execute()
	if err == nil || gone == nil || gone.StatusCode != http.StatusNotFound {
		return nil, fmt.Errorf("the user is still there: %v", err)
	}
	return map[string]any{"name": made.Name, "found": len(found.Results), "removed": removed.StatusCode, "gone": gone.StatusCode}, nil
}
