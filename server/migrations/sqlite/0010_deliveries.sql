-- Where people want to be told besides the app, once a code has proved the address. The row's id is the one that the
-- address was sealed for.
CREATE TABLE contact (
    owner_kind TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    means TEXT NOT NULL,
    id TEXT NOT NULL,
    address_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    confirmed_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (owner_id, means)
) STRICT;

-- An address that a code was sent to. asked counts the codes since asked_from.
CREATE TABLE contact_claim (
    owner_id TEXT NOT NULL,
    means TEXT NOT NULL,
    id TEXT NOT NULL,
    address_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    code_digest BLOB NOT NULL,
    tries INTEGER NOT NULL,
    expires_at TEXT NOT NULL,
    asked INTEGER NOT NULL,
    asked_from TEXT NOT NULL,
    PRIMARY KEY (owner_id, means)
) STRICT;
CREATE INDEX contact_claim_asked_from ON contact_claim (asked_from);

-- A message on its way outside of the app. What leaves together has one parcel, which names it to its receiver, also when
-- it is sent again; none while it waits for a digest. Each change raises version by one and stands in delivery_event under
-- it as its seq, but for the beginning of a try.
CREATE TABLE delivery (
    id TEXT NOT NULL PRIMARY KEY,
    notice_id TEXT NOT NULL REFERENCES notice (id),
    recipient_id TEXT NOT NULL,
    means TEXT NOT NULL,
    objection_id TEXT,
    issuer_id TEXT REFERENCES agency (id),
    parcel TEXT,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    try_at TEXT NOT NULL,
    since TEXT NOT NULL,
    fault TEXT,
    told_way TEXT,
    told_at TEXT,
    told_by TEXT REFERENCES staff (id),
    UNIQUE (notice_id, means)
) STRICT;
CREATE INDEX delivery_due ON delivery (means, try_at, id) WHERE state IN ('queued', 'sending', 'failed');
CREATE INDEX delivery_recipient ON delivery (recipient_id, means) WHERE state IN ('queued', 'sending', 'failed');
CREATE INDEX delivery_parcel ON delivery (parcel);
CREATE INDEX delivery_objection ON delivery (objection_id, id) WHERE objection_id IS NOT NULL;
CREATE INDEX delivery_task ON delivery (since, id) WHERE issuer_id IS NOT NULL AND state IN ('failed', 'dead');
CREATE INDEX delivery_issuer_task ON delivery (issuer_id, since, id) WHERE state IN ('failed', 'dead');

CREATE TABLE delivery_event (
    delivery_id TEXT NOT NULL REFERENCES delivery (id),
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    fault TEXT,
    staff_id TEXT REFERENCES staff (id),
    PRIMARY KEY (delivery_id, seq)
) STRICT;
CREATE TRIGGER delivery_event_no_update BEFORE UPDATE ON delivery_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER delivery_event_no_delete BEFORE DELETE ON delivery_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
