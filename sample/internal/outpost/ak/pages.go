package ak

import (
	"context"
	"net/http"

	api "goauthentik.io/api/v3"
)

// pageSize is how many objects are asked for at once.
const pageSize = 100

// Paginated is what every list of the API answers.
type Paginated[T any] interface {
	GetResults() []T
	GetPagination() api.Pagination
}

// All reads every page of a list. ask gets the number and size of a page.
func All[T any, P Paginated[T]](
	ctx context.Context, asking string, ask func(page, size int32) (P, *http.Response, error),
) ([]T, error) {
	var all []T
	for page := int32(1); page > 0; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		answer, res, err := ask(page, pageSize)
		if err != nil {
			return nil, Explain(asking, res, err)
		}
		all = append(all, answer.GetResults()...)
		pagination := answer.GetPagination()
		next := int32(pagination.GetNext())
		if next <= page {
			// 0 after the last page; anything else that does not lead on would have us ask for ever.
			break
		}
		page = next
	}
	return all, nil
}
