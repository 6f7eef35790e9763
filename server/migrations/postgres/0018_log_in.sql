-- Log-ins that were begun at the identity provider. The browser holds the secret in a cookie; here is its hash, until it is
-- used, which it is once.
CREATE TABLE log_in_attempt (
    id_hash BYTEA NOT NULL PRIMARY KEY,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX log_in_attempt_expires ON log_in_attempt (expires_at);
