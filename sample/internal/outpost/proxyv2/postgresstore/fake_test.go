package postgresstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// fakeDB is a database that understands the four statements of this package and nothing else.
type fakeDB struct {
	mu     sync.Mutex
	rows   map[string]row
	broken bool
}

func newFake() (*fakeDB, *sql.DB) {
	f := &fakeDB{rows: map[string]row{}}
	return f, sql.OpenDB(f)
}

// Connect, Driver and the methods of fakeConn are what database/sql wants of a driver.
func (f *fakeDB) Connect(context.Context) (driver.Conn, error) { return fakeConn{f}, nil }
func (f *fakeDB) Driver() driver.Driver                        { return nil }

type fakeConn struct{ db *fakeDB }

func (fakeConn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not supported") }
func (fakeConn) Begin() (driver.Tx, error)           { return nil, errors.New("not supported") }
func (fakeConn) Close() error                        { return nil }

func (c fakeConn) ExecContext(_ context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.db.mu.Lock()
	defer c.db.mu.Unlock()
	const (
		table  = `"authentik_providers_proxy_proxysession"`
		upsert = "INSERT INTO " + table + ` ("session_key","session_data","expires") VALUES ($1,$2,$3) ` +
			`ON CONFLICT ("session_key") DO UPDATE SET`
	)
	switch {
	case c.db.broken:
		return nil, errors.New("connection refused")
	case strings.HasPrefix(query, upsert):
		c.db.rows[args[0].Value.(string)] = row{
			Key: args[0].Value.(string), Data: args[1].Value.(string), Expires: args[2].Value.(time.Time),
		}
	case query == "DELETE FROM "+table+" WHERE session_key = $1":
		delete(c.db.rows, args[0].Value.(string))
	case query == "DELETE FROM "+table+" WHERE expires <= $1":
		for key, r := range c.db.rows {
			if !r.Expires.After(args[0].Value.(time.Time)) {
				delete(c.db.rows, key)
			}
		}
	default:
		return nil, fmt.Errorf("not a statement of this package: %s", query)
	}
	return driver.RowsAffected(1), nil
}

func (c fakeConn) QueryContext(_ context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.db.mu.Lock()
	defer c.db.mu.Unlock()
	if c.db.broken {
		return nil, errors.New("connection refused")
	}
	found := &fakeRows{}
	if strings.HasSuffix(query, "WHERE session_key = $1 AND expires > $2 LIMIT $3") {
		r, ok := c.db.rows[args[0].Value.(string)]
		if ok && r.Expires.After(args[1].Value.(time.Time)) {
			found.rows = append(found.rows, r)
		}
		return found, nil
	}
	if strings.HasSuffix(query, "LIMIT $1") {
		return found, nil
	}
	return nil, fmt.Errorf("not a statement of this package: %s", query)
}

type fakeRows struct{ rows []row }

func (*fakeRows) Columns() []string { return []string{"session_key", "session_data", "expires"} }
func (*fakeRows) Close() error      { return nil }
func (f *fakeRows) Next(dest []driver.Value) error {
	if len(f.rows) == 0 {
		return io.EOF
	}
	dest[0], dest[1], dest[2] = f.rows[0].Key, f.rows[0].Data, f.rows[0].Expires
	f.rows = f.rows[1:]
	return nil
}
