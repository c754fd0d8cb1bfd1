package ak

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	api "goauthentik.io/api/v3"
)

// Explain makes the error of an API call into a sentence that says what was asked, and what authentik said.
func Explain(asking string, res *http.Response, err error) error {
	if err == nil {
		return nil
	}
	var answer *api.GenericOpenAPIError
	if errors.As(err, &answer) && res != nil && res.StatusCode >= http.StatusBadRequest {
		detail := strings.TrimSpace(string(answer.Body()))
		if len(detail) > 200 {
			detail = detail[:200] + "…"
		}
		return fmt.Errorf("%s: authentik answered %s: %s", asking, res.Status, detail)
	}
	if res != nil {
		return fmt.Errorf("%s: understanding the answer (%s): %w", asking, res.Status, err)
	}
	return fmt.Errorf("%s: %w", asking, err)
}
