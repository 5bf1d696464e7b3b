-- A role and a database for Northing, by a superuser, once:
--
--   sudo -u postgres psql --file deploy/postgresql.sql
--
-- The role owns its database and nothing else. On the same machine the system's user northing comes in
-- over the socket without a password (peer); from another one give it a password: \password northing

\set ON_ERROR_STOP on

CREATE ROLE northing LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 200;

CREATE DATABASE northing OWNER northing TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE northing FROM PUBLIC;

\connect northing

REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO northing;

-- What was acknowledged is on the disk, whatever the server's own default is.
ALTER ROLE northing IN DATABASE northing SET synchronous_commit = on;
-- A process that hangs in the middle of a change shall not hold its locks for ever.
ALTER ROLE northing IN DATABASE northing SET idle_in_transaction_session_timeout = '5min';
ALTER ROLE northing IN DATABASE northing SET timezone = 'UTC';
-- Compiling a statement takes longer than our longest one runs; a pooler would not pass this on.
ALTER ROLE northing IN DATABASE northing SET jit = off;
