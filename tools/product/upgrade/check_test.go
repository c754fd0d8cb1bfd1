package upgrade

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// list is how the API lists things.
func list(things ...any) map[string]any { return map[string]any{"results": things} }

type object = map[string]any

// there is what an authentik answers in which everything is there, by the path of the API.
func there() object {
	return object{
		"core/users?username=" + user: list(object{"pk": 7, "email": user + "@example.org", "attributes": object{department: "lines"},
			"groups_obj": []any{object{"name": group}}}),
		"core/users?username=upgrade-later-1": list(object{"pk": 8}),
		"core/groups?name=" + group:           list(object{"pk": "g", "attributes": object{department: "lines"}, "users": []any{7}, "parents": []any{"p"}}),
		"core/groups?name=" + parent:          list(object{"pk": "p"}),
		"core/applications/" + app:            object{"meta_icon": iconFile, "meta_icon_url": "/files/" + iconFile},
		"flows/instances/" + loginFlow:        object{"pk": "f"},
		"flows/bindings?ordering=order&target=f": list(object{"stage_obj": object{"name": "one"}},
			object{"stage_obj": object{"name": "two"}}),
	}
}

// authentik answers with what is there, lets in who has the right password, and knows one token.
func authentik(t *testing.T, answers object, file string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Powered-By", "authentik")
		path, isAPI := strings.CutPrefix(r.URL.Path, "/api/v3/")
		key := strings.TrimSuffix(path, "/")
		if r.URL.RawQuery != "" {
			key += "?" + r.URL.RawQuery
		}
		answer := answers[key]
		switch {
		case r.URL.Path == "/files/"+iconFile:
			w.Header().Del("X-Powered-By")
			_, _ = w.Write([]byte(file))
			return
		case !isAPI:
		case strings.HasPrefix(path, "flows/executor/") && r.Method == http.MethodGet:
			answer = object{"component": "ak-stage-identification", "password_fields": true}
		case strings.HasPrefix(path, "flows/executor/"):
			var given object
			_ = json.NewDecoder(r.Body).Decode(&given)
			answer = object{"component": "xak-flow-redirect"}
			if given["password"] != "right" {
				answer = object{"component": "ak-stage-identification", "response_errors": object{"password": "wrong"}}
			}
			http.SetCookie(w, &http.Cookie{Name: "who", Value: given["uid_field"].(string), Path: "/"})
		case path == "core/users/me/":
			who := ""
			if cookie, err := r.Cookie("who"); err == nil {
				who = cookie.Value
			} else if r.Header.Get("Authorization") == "Bearer key" {
				who = user
			}
			answer = object{"user": object{"username": who}}
		}
		if answer == nil {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_ = json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// TestCheck says of each thing that is not as it was made that it is not, and of the others that they are. The application's way over
// its provider takes a real authentik.
func TestCheck(t *testing.T) {
	nothing := func(object) {}
	for name, c := range map[string]struct {
		change     func(object)
		file, want string
	}{
		"all":           {nothing, icon, ""},
		"one group":     {func(a object) { a["core/groups?name="+group].(object)["results"].([]any)[0].(object)["parent"] = "p" }, icon, ""},
		"no user":       {func(a object) { a["core/users?username="+user] = list() }, icon, "there are 0 of core/users with the name upgrade-user"},
		"no parent":     {func(a object) { a["core/groups?name="+parent] = list(object{"pk": "another"}) }, icon, "above it should be another"},
		"a later user":  {func(a object) { a["core/users?username=upgrade-later-1"] = list() }, icon, "the users of the releases in between: there are 0"},
		"a stage":       {func(a object) { a["flows/bindings?ordering=order&target=f"] = list() }, icon, "its stages are [], they were [one two]"},
		"another file":  {nothing, "<svg/>", "/files/icon.svg has 6 bytes that were not uploaded"},
		"no such group": {func(a object) { delete(a, "core/groups?name="+group) }, icon, "404 Not Found"},
	} {
		t.Run(name, func(t *testing.T) {
			answers := there()
			c.change(answers)
			made := &Made{Password: "right", Token: "key", Stages: []string{"one", "two"}, Later: []string{"upgrade-later-1"}}
			said := 0
			err := made.Check(t.Context(), authentik(t, answers, c.file), "right", func(string) { said++ })
			if err == nil {
				t.Fatal("there is no provider, and no error")
			}
			problems := strings.Split(err.Error(), "\n")
			if last := problems[len(problems)-1]; c.want == "" {
				if len(problems) != 1 || said != 5 || !strings.HasPrefix(last, "the application, ") {
					t.Errorf("%d are there, %v", said, err)
				}
			} else if len(problems) != 2 || said != 4 || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%d are there, %v; want %s", said, err, c.want)
			}
		})
	}
	made := &Made{Token: "that of nobody"}
	if err := made.Check(t.Context(), authentik(t, there(), icon), "right", func(string) {}); err == nil || !strings.Contains(err.Error(), `the token: it is that of ""`) {
		t.Errorf("with a token of nobody the error is %v", err)
	}
}

// TestRead reads what was written; before that there is nothing.
func TestRead(t *testing.T) {
	file := filepath.Join(t.TempDir(), "made.json")
	if made, err := Read(file); made != nil || err != nil {
		t.Errorf("before it is %v, %v", made, err)
	}
	want := &Made{Password: "a", Token: "b", ClientID: "c", ClientSecret: "d", Stages: []string{"e"}, Later: []string{"f"}}
	if err := want.Write(file); err != nil {
		t.Fatal(err)
	}
	if made, err := Read(file); err != nil || !reflect.DeepEqual(made, want) {
		t.Errorf("it is %v, %v", made, err)
	}
}
