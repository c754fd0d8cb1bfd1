// Package pep508 reads Python requirements ("psycopg[c,pool] >=3,<4; python_version < '3.14'") and decides whether they
// apply to an environment. Names and constraints are read by deps.dev's packages, which know PEP 440 and 503.
package pep508
