// Package postgresstore keeps the sessions of the embedded proxy outpost in authentik's database, where every replica
// of the server finds them.
package postgresstore

import (
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
)

// Open prepares to talk to the database. It does not connect yet.
func Open(c config.PostgreSQL) (*gorm.DB, error) {
	settings, err := connConfig(c)
	if err != nil {
		return nil, err
	}
	pool := stdlib.OpenDB(*settings)
	pool.SetMaxOpenConns(4)
	pool.SetMaxIdleConns(1)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return wrap(pool)
}

func wrap(pool gorm.ConnPool) (*gorm.DB, error) {
	db, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), &gorm.Config{
		Logger: logger.Default.LogMode(logger.Silent),
		// Each statement here stands for itself.
		SkipDefaultTransaction: true,
		DisableAutomaticPing:   true,
	})
	if err != nil {
		return nil, fmt.Errorf("setting up the database of sessions: %w", err)
	}
	return db, nil
}

// connConfig makes authentik's settings into those of the driver.
func connConfig(c config.PostgreSQL) (*pgx.ConnConfig, error) {
	quote := strings.NewReplacer(`\`, `\\`, `'`, `\'`)
	var dsn []string
	for _, s := range []struct{ name, value string }{
		{"host", c.Host}, {"port", c.Port}, {"dbname", c.Name}, {"user", c.User}, {"password", c.Password},
		{"sslmode", c.SSLMode}, {"sslrootcert", c.SSLRootCert}, {"sslcert", c.SSLCert}, {"sslkey", c.SSLKey},
	} {
		if s.value != "" {
			dsn = append(dsn, s.name+"='"+quote.Replace(s.value)+"'")
		}
	}
	settings, err := pgx.ParseConfig(strings.Join(dsn, " "))
	if err != nil {
		// The driver's own error may hold the password.
		return nil, fmt.Errorf("understanding the postgresql settings (host %q, port %q, sslmode %q): they cannot be parsed",
			c.Host, c.Port, c.SSLMode)
	}
	settings.ConnectTimeout = 5 * time.Second
	settings.RuntimeParams["application_name"] = constants.UserAgent("outpost")
	if c.Schema != "" {
		settings.RuntimeParams["search_path"] = c.Schema
	}
	return settings, nil
}
