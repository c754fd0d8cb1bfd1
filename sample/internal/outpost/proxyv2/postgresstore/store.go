package postgresstore

import (
	"context"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gorilla/securecookie"
	"github.com/gorilla/sessions"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// row is a session in the database. The core's migrations own the table.
type row struct {
	Key     string    `gorm:"column:session_key;primaryKey"`
	Data    string    `gorm:"column:session_data"`
	Expires time.Time `gorm:"column:expires"`
}

// TableName implements gorm's Tabler.
func (row) TableName() string { return "authentik_providers_proxy_proxysession" }

// queryTimeout keeps a database that hangs from holding up every request.
const queryTimeout = 5 * time.Second

// Store keeps sessions in the database; the cookie holds only their signed name.
type Store struct {
	db      *gorm.DB
	codecs  []securecookie.Codec
	options *sessions.Options
}

// New returns a store of the sessions of one provider.
func New(db *gorm.DB, codecs []securecookie.Codec, options *sessions.Options) *Store {
	for _, codec := range codecs {
		if c, ok := codec.(*securecookie.SecureCookie); ok {
			c.MaxAge(options.MaxAge)
		}
	}
	return &Store{db: db, codecs: codecs, options: options}
}

// Available says whether the table exists: the core makes it, and may not have got there yet.
func Available(ctx context.Context, db *gorm.DB) error {
	ctx, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	var rows []row
	if err := db.WithContext(ctx).Limit(1).Find(&rows).Error; err != nil {
		return fmt.Errorf("looking for sessions in the database: %w", err)
	}
	return nil
}

// Get implements sessions.Store.
func (s *Store) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(s, name)
}

// New implements sessions.Store. With an error it returns a new session all the same.
func (s *Store) New(r *http.Request, name string) (*sessions.Session, error) {
	session := sessions.NewSession(s, name)
	options := *s.options
	session.Options = &options
	session.IsNew = true
	cookie, err := r.Cookie(name)
	if err != nil {
		return session, nil
	}
	var key string
	if err := securecookie.DecodeMulti(name, cookie.Value, &key, s.codecs...); err != nil {
		return session, fmt.Errorf("decoding a session cookie: %w", err)
	}
	if err := s.load(r.Context(), key, session); err != nil {
		return session, err
	}
	return session, nil
}

// load fills a session from the database; one that is not there, or has ended, stays new.
func (s *Store) load(ctx context.Context, key string, session *sessions.Session) error {
	ctx, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	var found row
	err := s.db.WithContext(ctx).Where("session_key = ? AND expires > ?", key, time.Now()).Take(&found).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading a session from the database: %w", err)
	}
	var values map[string]string
	if err := json.Unmarshal([]byte(found.Data), &values); err != nil {
		return fmt.Errorf("decoding a session from the database: %w", err)
	}
	for name, value := range values {
		session.Values[name] = value
	}
	session.ID, session.IsNew = key, false
	return nil
}

// Save implements sessions.Store. A session whose age is negative is deleted.
func (s *Store) Save(r *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	ctx, cancel := context.WithTimeout(r.Context(), queryTimeout)
	defer cancel()
	db := s.db.WithContext(ctx)
	if session.Options.MaxAge < 0 {
		if session.ID != "" {
			if err := db.Where("session_key = ?", session.ID).Delete(&row{}).Error; err != nil {
				return fmt.Errorf("deleting a session from the database: %w", err)
			}
		}
		http.SetCookie(w, sessions.NewCookie(session.Name(), "", session.Options))
		return nil
	}
	if session.ID == "" {
		session.ID = base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(securecookie.GenerateRandomKey(32))
	}
	values := map[string]string{}
	for name, value := range session.Values {
		n, okName := name.(string)
		v, okValue := value.(string)
		if !okName || !okValue {
			return fmt.Errorf("saving a session: %v is not text", name)
		}
		values[n] = v
	}
	data, err := json.Marshal(values)
	if err != nil {
		return fmt.Errorf("encoding a session: %w", err)
	}
	saved := row{Key: session.ID, Data: string(data), Expires: s.expiry(session)}
	if err := db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&saved).Error; err != nil {
		return fmt.Errorf("writing a session to the database: %w", err)
	}
	encoded, err := securecookie.EncodeMulti(session.Name(), session.ID, s.codecs...)
	if err != nil {
		return fmt.Errorf("encoding a session cookie: %w", err)
	}
	http.SetCookie(w, sessions.NewCookie(session.Name(), encoded, session.Options))
	return nil
}

// expiry returns when a session ends; one that lasts as long as the browser is kept for a day.
func (s *Store) expiry(session *sessions.Session) time.Time {
	if session.Options.MaxAge == 0 {
		return time.Now().Add(24 * time.Hour)
	}
	return time.Now().Add(time.Duration(session.Options.MaxAge) * time.Second)
}

// Clean deletes sessions that have ended.
func Clean(ctx context.Context, db *gorm.DB) error {
	ctx, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	if err := db.WithContext(ctx).Where("expires <= ?", time.Now()).Delete(&row{}).Error; err != nil {
		return fmt.Errorf("deleting sessions that have ended: %w", err)
	}
	return nil
}
