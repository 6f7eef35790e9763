-- When a log-in of staff proved a second factor, if it did.
ALTER TABLE session ADD COLUMN proved_at TEXT;

-- The authenticator that makes somebody's codes. It counts when a code of it came back; each step of its clock is used once.
CREATE TABLE staff_totp (
    staff_id TEXT NOT NULL PRIMARY KEY REFERENCES staff (id),
    key_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    last_step INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    confirmed_at TEXT
) STRICT;

-- For the day on which it is lost: the hash of each code, until it is used.
CREATE TABLE recovery_code (
    staff_id TEXT NOT NULL REFERENCES staff (id),
    code_hash BLOB NOT NULL,
    PRIMARY KEY (staff_id, code_hash)
) STRICT;

-- The keys of devices with which staff log in without a password: public, with the count of their uses.
CREATE TABLE passkey (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    credential_id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kept TEXT NOT NULL,
    made_at TEXT NOT NULL,
    used_at TEXT
) STRICT;
CREATE INDEX passkey_staff ON passkey (staff_id);

-- What a browser was asked to sign with a passkey, until it comes back, which it does once.
CREATE TABLE passkey_challenge (
    id_hash BLOB NOT NULL PRIMARY KEY,
    asked TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);
