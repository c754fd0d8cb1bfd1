package devserver

import (
	"context"
	"time"
)

// seldom is how often it is said how far a migration is.
const seldom = 5 * time.Second

// migrate makes the database what this release wants, and says how far that is. Worker and server would do so too, but the worker
// makes the first administrator before: in a database that is empty that fails, and is not tried again.
func (s *session) migrate(ctx context.Context) error {
	s.says.say("migrating the database, which takes a minute or two the first time; the logs lie in %s", s.kept.logs)
	ended := make(chan *part, 1)
	p, err := s.startMigration(ended)
	if err != nil {
		return err
	}
	following, cancel := context.WithCancel(ctx)
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		// It is a courtesy: whether the migration works, the migration says.
		last := time.Now()
		_ = s.follow(following, func(now state) bool {
			if now.Migrations > 0 && time.Since(last) > seldom {
				last = time.Now()
				s.says.say("%d migrations were applied", now.Migrations)
			}
			return false
		})
	}()
	defer func() {
		cancel()
		<-followed
		p.end()
	}()
	select {
	case <-ctx.Done():
		return nil
	case <-ended:
	}
	if p.result != nil {
		return p.lastWords()
	}
	return nil
}

func (s *session) startMigration(ended chan<- *part) (*part, error) {
	return s.start("migration", ended, "python", "-m", "lifecycle.migrate")
}
