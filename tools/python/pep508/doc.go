// Package pep508 reads Python requirements ("psycopg[c,pool] >=3,<4; python_version < '3.14'") and decides whether they
// apply to an environment. It gives the answers of Python's library packaging, which a sweep over generated texts compares.
package pep508
