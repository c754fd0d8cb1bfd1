package coretest

import (
	"encoding/json"
	"net/http"
)

// PasswordFlow plays a flow that asks for name and password at once and accepts one pair. Asked returns how many
// answers it got.
func (c *Core) PasswordFlow(slug, username, password string) (asked func() int) {
	identification := Object{
		"component": "ak-stage-identification", "user_fields": []string{"username"}, "password_fields": true,
		"flow_designation": "authentication", "primary_action": "Log in", "show_source_labels": false,
	}
	path := "/api/v3/flows/executor/" + slug + "/"
	c.JSON("GET "+path, http.StatusOK, identification)
	answers := 0
	c.Handle("POST "+path, func(w http.ResponseWriter, r *http.Request) {
		var answer struct {
			Name     string `json:"uid_field"`
			Password string `json:"password"`
		}
		if err := json.NewDecoder(r.Body).Decode(&answer); err != nil {
			c.t.Errorf("reading the answer to a flow: %v", err)
		}
		c.mu.Lock()
		answers++
		c.mu.Unlock()
		var next Object
		if answer.Name == username && answer.Password == password {
			next = Object{"component": "xak-flow-redirect", "to": "/"}
		} else {
			next = Object{"response_errors": Object{"password": []Object{{"string": "Invalid password", "code": "invalid"}}}}
			for key, value := range identification {
				next[key] = value
			}
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(next)
	})
	return func() int {
		c.mu.Lock()
		defer c.mu.Unlock()
		return answers
	}
}
