-- Log-ins that were begun at the identity provider. The browser holds the secret in a cookie; here is its hash, until it is
-- used, which it is once.
CREATE TABLE log_in_attempt (
    id_hash BLOB NOT NULL PRIMARY KEY,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX log_in_attempt_expires ON log_in_attempt (expires_at);

-- When its owner chose the password; nothing where somebody else did. Until when one that was given opens anything. Those of
-- a demonstration, which everybody may read, hold on.
ALTER TABLE staff ADD COLUMN password_changed_at TEXT;
ALTER TABLE staff ADD COLUMN initial_until TEXT;
UPDATE staff SET password_changed_at = created_at
    WHERE NOT EXISTS (SELECT 1 FROM deployment WHERE name = 'kind' AND value = 'demonstration');
