// Package pypackaging asks Python's own library packaging, for tests that compare our answers with its.
package pypackaging
