// Package postgresstore keeps the sessions of the embedded proxy outpost in authentik's database.
package postgresstore

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/google/uuid"
	"github.com/gorilla/securecookie"
	"github.com/gorilla/sessions"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"goauthentik.io/internal/config"
)

// ProxySession is a session in the database.
type ProxySession struct {
	Key  string `gorm:"primaryKey"`
	Data string
}

// Store keeps sessions in the database; the cookie holds only their signed name.
type Store struct {
	db     *gorm.DB
	codecs []securecookie.Codec
}

// Open connects to the database, and makes the table unless there is one.
func Open(c config.PostgreSQL, key []byte) (*Store, error) {
	settings, err := pgx.ParseConfig(fmt.Sprintf("host=%s port=%s dbname=%s user=%s", c.Host, c.Port, c.Name, c.User))
	if err != nil {
		return nil, fmt.Errorf("reading the postgresql settings: %w", err)
	}
	settings.Password = c.Password
	db, err := gorm.Open(postgres.New(postgres.Config{Conn: stdlib.OpenDB(*settings)}), &gorm.Config{})
	if err == nil {
		err = db.AutoMigrate(&ProxySession{})
	}
	if err != nil {
		return nil, fmt.Errorf("setting up the database of sessions: %w", err)
	}
	return &Store{db: db, codecs: securecookie.CodecsFromPairs(key)}, nil
}

// Get implements sessions.Store.
func (s *Store) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(s, name)
}

// New implements sessions.Store. A session that is not in the database is a new one.
func (s *Store) New(r *http.Request, name string) (*sessions.Session, error) {
	session := sessions.NewSession(s, name)
	session.Options, session.IsNew = &sessions.Options{Path: "/", HttpOnly: true}, true
	cookie, err := r.Cookie(name)
	if err != nil || securecookie.DecodeMulti(name, cookie.Value, &session.ID, s.codecs...) != nil {
		return session, nil
	}
	var found ProxySession
	if err := s.db.Where("key = ?", session.ID).Take(&found).Error; err != nil {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return session, nil
		}
		return session, fmt.Errorf("reading a session from the database: %w", err)
	}
	values := map[string]string{}
	if err := json.Unmarshal([]byte(found.Data), &values); err != nil {
		return session, fmt.Errorf("decoding a session from the database: %w", err)
	}
	for name, value := range values {
		session.Values[name] = value
	}
	session.IsNew = false
	return session, nil
}

// Save implements sessions.Store.
func (s *Store) Save(_ *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	if session.ID == "" {
		session.ID = uuid.NewString()
	}
	values := map[string]string{}
	for name, value := range session.Values {
		values[fmt.Sprint(name)] = fmt.Sprint(value)
	}
	data, err := json.Marshal(values)
	if err != nil {
		return fmt.Errorf("encoding a session: %w", err)
	}
	row := ProxySession{Key: session.ID, Data: string(data)}
	if err := s.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
		return fmt.Errorf("writing a session to the database: %w", err)
	}
	encoded, err := securecookie.EncodeMulti(session.Name(), session.ID, s.codecs...)
	if err != nil {
		return fmt.Errorf("encoding a session cookie: %w", err)
	}
	http.SetCookie(w, sessions.NewCookie(session.Name(), encoded, session.Options))
	return nil
}
