#!/bin/sh
# Run once by the database's image when its volume is empty: the owner of the tables and the role the app logs in as.
# Neither may bypass row-level security.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -d fairlead \
  -v owner="$FAIRLEAD_OWNER_PASSWORD" -v app="$FAIRLEAD_APP_PASSWORD" <<'SQL'
CREATE ROLE fairlead_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION PASSWORD :'owner';
CREATE ROLE fairlead_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION PASSWORD :'app';
ALTER DATABASE fairlead OWNER TO fairlead_owner;
REVOKE ALL ON DATABASE fairlead FROM PUBLIC;
GRANT CONNECT ON DATABASE fairlead TO fairlead_app;
SQL
