package schemapart

import (
	"strings"
	"testing"
)

const desk = `openapi: 3.0.3
info: {title: Lending desk, version: 1.0.0}
tags: [{name: desk}]
paths:
  /books/{id}/:
    parameters:
      - {$ref: '#/components/parameters/Id'}
    get:
      operationId: book
      responses:
        '200':
          content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}
    delete:
      operationId: drop
      responses:
        '400': {$ref: '#/components/responses/Refused'}
  /desks/:
    get:
      operationId: desks
      responses: {'200': {description: all}}
components:
  parameters:
    Id: {name: id, in: path, schema: {type: string, pattern: '0123'}}
    Other: {name: other, in: query}
  responses:
    Refused: {description: 'no'}
  schemas:
    Author: {properties: {books: {type: array, items: {$ref: '#/components/schemas/Book'}}}}
    Book: {properties: {author: {$ref: '#/components/schemas/Author'}}}
    Desk: {type: object}
  securitySchemes:
    token: {type: http}
servers: [{url: /api}]
`

const oneBook = `openapi: 3.0.3
info: {title: Lending desk, version: 1.0.0}
servers: [{url: /api}]
paths:
  /books/{id}/:
    parameters:
      - {$ref: '#/components/parameters/Id'}
    get:
      operationId: book
      responses:
        '200':
          content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}
components:
  parameters:
    Id: {name: id, in: path, schema: {type: string, pattern: '0123'}}
  schemas:
    Author: {properties: {books: {type: array, items: {$ref: '#/components/schemas/Book'}}}}
    Book: {properties: {author: {$ref: '#/components/schemas/Author'}}}
  securitySchemes:
    token: {type: http}
`

// TestCut keeps an operation, what holds for its path, and what both refer to, in circles too.
func TestCut(t *testing.T) {
	got, err := Cut([]byte(desk), []string{"book"})
	if err != nil || string(got) != oneBook {
		t.Errorf("it is, %v,\n%s", err, got)
	}
	again, err := Cut(got, []string{"book"})
	if err != nil || string(again) != oneBook {
		t.Errorf("cut again it is, %v,\n%s", err, again)
	}
}

func TestRefused(t *testing.T) {
	for want, c := range map[string]struct{ document, operation string }{
		`there is no operation boko; did you mean book?`: {desk, "boko"},
		"it is no OpenAPI document":                      {"- a\n", "book"},
		"it is not YAML: ":                               {"a: [", "book"},
	} {
		if _, err := Cut([]byte(c.document), []string{c.operation}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
