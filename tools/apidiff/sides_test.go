package apidiff

import (
	"testing"

	"akbuild.internal/tools/apidiff/calls"
)

func TestKeyOf(t *testing.T) {
	known := map[string]bool{}
	for _, id := range []string{
		"flows_executor_get", "providers_oauth2_list", "2fa_list", "call_list", "users_get", "users_get_2",
		idOf("GET", "/core/users/{id}/"), idOf("GET", "/"),
	} {
		known[calls.Key(id)] = true
	}
	for method, want := range map[string]string{
		"FlowsExecutorGet":    "flowsexecutorget",
		"flowsExecutorGet":    "flowsexecutorget",
		"ProvidersOauth2List": "providersoauth2list",
		"Call2faList":         "2falist",
		"CallList":            "calllist",
		"UsersGet2":           "usersget2",
		"UsersGet0":           "usersget",
		"CoreUsersIdGet":      "coreusersidget",
		"RootGet":             "rootget",
		"NothingOfTheKind":    "nothingofthekind",
	} {
		if got := keyOf(method, known); got != want {
			t.Errorf("keyOf(%s) = %s, want %s", method, got, want)
		}
	}
}
