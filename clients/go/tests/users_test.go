package clienttest

import (
	"errors"
	"net/http"
	"testing"

	api "goauthentik.io/api/v3"
)

// jens is a user as authentik tells of him, every property that the schema requires and some that it does not.
const jens = `{
	"pk": 9, "username": "jens", "name": "Jens L", "is_active": true, "last_login": null,
	"date_joined": "2025-01-02T03:04:05.678901Z", "is_superuser": false,
	"groups": ["aaaaaaaa-0000-4000-8000-000000000001"],
	"groups_obj": [{"pk": "aaaaaaaa-0000-4000-8000-000000000001", "num_pk": 12, "name": "staff",
		"attributes": {"a": [1, null]}}],
	"roles": [], "roles_obj": [], "email": "jens@example.com", "avatar": "data:,",
	"attributes": {"settings": {"locale": "de"}},
	"uid": "0123", "path": "users", "type": "internal", "uuid": "bbbbbbbb-0000-4000-8000-000000000009",
	"password_change_date": "2025-01-02T03:04:05Z", "last_updated": "2025-01-02T03:04:05Z"
}`

func TestUsersList(t *testing.T) {
	client, got := serve(t, http.StatusOK, `{
		"pagination": {"next": 2, "previous": 0, "count": 21, "current": 1, "total_pages": 2, "start_index": 1,
			"end_index": 20},
		"results": [`+jens+`], "autocomplete": {}
	}`)
	list, res, err := client.CoreAPI.CoreUsersList(t.Context()).
		Username("jens").IsActive(true).GroupsByName([]string{"staff", "a&b"}).Page(1).PageSize(20).Execute()
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Error(res.Status)
	}
	equal(t, "request", got, request{
		Method: "GET", Path: "/api/v3/core/users/", Authorization: "Bearer token",
		// The two includes are defaults of the schema, which the client sends.
		Query: "groups_by_name=staff&groups_by_name=a%26b&include_groups=true&include_roles=true&is_active=true" +
			"&page=1&page_size=20&username=jens",
	})
	if list.Pagination.Next != 2 || list.Pagination.Count != 21 || len(list.Results) != 1 {
		t.Errorf("pagination: %+v, %d results", list.Pagination, len(list.Results))
	}
	user := list.Results[0]
	if user.Pk != 9 || user.GetEmail() != "jens@example.com" || user.GetType() != api.USERTYPEENUM_INTERNAL {
		t.Errorf("user: %+v", user)
	}
	if user.LastLogin.Get() != nil || !user.LastLogin.IsSet() {
		t.Error("last_login is null, which is something else than absent")
	}
	if user.DateJoined.Nanosecond() != 678901000 {
		t.Errorf("date_joined: %v", user.DateJoined)
	}
	if user.GroupsObj[0].NumPk != 12 {
		t.Errorf("groups: %+v", user.GroupsObj)
	}
	equal(t, "the user, written again", user, jens)
}

func TestUsersRetrieve(t *testing.T) {
	client, got := serve(t, http.StatusOK, jens)
	user, _, err := client.CoreAPI.CoreUsersRetrieve(t.Context(), 9).Execute()
	if err != nil {
		t.Fatal(err)
	}
	if got.Path != "/api/v3/core/users/9/" {
		t.Error(got.Path)
	}
	equal(t, "the user, written again", user, jens)
}

func TestUsersCreate(t *testing.T) {
	client, got := serve(t, http.StatusCreated, jens)
	wanted := api.NewUserRequest("jens", "Jens L")
	wanted.SetEmail("jens@example.com")
	wanted.SetAttributes(map[string]any{"settings": map[string]any{"locale": "de"}})
	wanted.SetLastLoginNil()
	user, _, err := client.CoreAPI.CoreUsersCreate(t.Context()).UserRequest(*wanted).Execute()
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "request", got, request{
		Method: "POST", Path: "/api/v3/core/users/", Authorization: "Bearer token",
		Body: map[string]any{
			"username": "jens", "name": "Jens L", "email": "jens@example.com", "last_login": nil,
			"attributes": map[string]any{"settings": map[string]any{"locale": "de"}},
		},
	})
	if user.Pk != 9 {
		t.Errorf("user: %+v", user)
	}
}

// TestRefused is what an outpost sees when its request, or its token, is not right.
func TestRefused(t *testing.T) {
	t.Run("invalid", func(t *testing.T) {
		client, _ := serve(t, http.StatusBadRequest, `{"username": ["This field must be unique."], "code": "invalid"}`)
		_, res, err := client.CoreAPI.CoreUsersCreate(t.Context()).UserRequest(*api.NewUserRequest("jens", "")).Execute()
		var answer *api.GenericOpenAPIError
		if !errors.As(err, &answer) {
			t.Fatalf("%T: %v", err, err)
		}
		if res.StatusCode != http.StatusBadRequest || answer.Error() != "400 Bad Request" {
			t.Errorf("%s, %s", res.Status, answer.Error())
		}
		details, ok := answer.Model().(api.ValidationError)
		if !ok || details.GetCode() != "invalid" {
			t.Errorf("%T: %+v", answer.Model(), answer.Model())
		}
		equal(t, "body", string(answer.Body()), `{"username": ["This field must be unique."], "code": "invalid"}`)
	})
	t.Run("forbidden", func(t *testing.T) {
		client, _ := serve(t, http.StatusForbidden, `{"detail": "Token invalid/expired"}`)
		_, _, err := client.CoreAPI.CoreUsersRetrieve(t.Context(), 9).Execute()
		var answer *api.GenericOpenAPIError
		if !errors.As(err, &answer) {
			t.Fatalf("%T: %v", err, err)
		}
		if details, ok := answer.Model().(api.GenericError); !ok || details.GetDetail() != "Token invalid/expired" {
			t.Errorf("%T: %+v", answer.Model(), answer.Model())
		}
	})
	t.Run("not JSON", func(t *testing.T) {
		client, _ := serve(t, http.StatusBadGateway, "<html>bad gateway</html>")
		_, res, err := client.CoreAPI.CoreUsersRetrieve(t.Context(), 9).Execute()
		if err == nil || res.StatusCode != http.StatusBadGateway {
			t.Errorf("%v, %s", err, res.Status)
		}
	})
}

func TestMissingProperty(t *testing.T) {
	client, _ := serve(t, http.StatusOK, `{"pk": 9}`)
	_, _, err := client.CoreAPI.CoreUsersRetrieve(t.Context(), 9).Execute()
	if err == nil || err.Error() != "no value given for required property username" {
		t.Errorf("%v", err)
	}
}
