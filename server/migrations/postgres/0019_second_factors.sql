-- When a log-in of staff proved a second factor, if it did.
ALTER TABLE session ADD COLUMN proved_at TIMESTAMPTZ;

-- The authenticator that makes somebody's codes. It counts when a code of it came back; each step of its clock is used once.
CREATE TABLE staff_totp (
    staff_id UUID NOT NULL PRIMARY KEY REFERENCES staff (id),
    key_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    confirmed_at TIMESTAMPTZ
);

-- For the day on which it is lost: the hash of each code, until it is used.
CREATE TABLE recovery_code (
    staff_id UUID NOT NULL REFERENCES staff (id),
    code_hash BYTEA NOT NULL,
    PRIMARY KEY (staff_id, code_hash)
);

-- The keys of devices with which staff log in without a password: public, with the count of their uses.
CREATE TABLE passkey (
    id UUID NOT NULL PRIMARY KEY,
    staff_id UUID NOT NULL REFERENCES staff (id),
    credential_id BYTEA NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kept JSONB NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);
CREATE INDEX passkey_staff ON passkey (staff_id);

-- What a browser was asked to sign with a passkey, until it comes back, which it does once.
CREATE TABLE passkey_challenge (
    id_hash BYTEA NOT NULL PRIMARY KEY,
    asked JSONB NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);
