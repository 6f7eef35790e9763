-- Where people want to be told besides the app, once a code has proved the address. The row's id is the one that the
-- address was sealed for.
CREATE TABLE contact (
    owner_kind TEXT NOT NULL,
    owner_id UUID NOT NULL,
    means TEXT NOT NULL,
    id UUID NOT NULL,
    address_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    wanted BOOLEAN NOT NULL,
    confirmed_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (owner_id, means)
);

-- An address that a code was sent to. asked counts the codes since asked_from.
CREATE TABLE contact_claim (
    owner_id UUID NOT NULL,
    means TEXT NOT NULL,
    id UUID NOT NULL,
    address_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    code_digest BYTEA NOT NULL,
    tries BIGINT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    asked BIGINT NOT NULL,
    asked_from TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (owner_id, means)
);
CREATE INDEX contact_claim_asked_from ON contact_claim (asked_from);

-- A message on its way outside of the app. What leaves together has one parcel, which names it to its receiver, also when
-- it is sent again; none while it waits for a digest. Each change raises version by one and stands in delivery_event under
-- it as its seq, but for the beginning of a try.
CREATE TABLE delivery (
    id UUID NOT NULL PRIMARY KEY,
    notice_id UUID NOT NULL REFERENCES notice (id),
    recipient_id UUID NOT NULL,
    means TEXT NOT NULL,
    objection_id UUID,
    issuer_id UUID REFERENCES agency (id),
    parcel UUID,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    try_at TIMESTAMPTZ NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    fault TEXT,
    told_way TEXT,
    told_at TIMESTAMPTZ,
    told_by UUID REFERENCES staff (id),
    UNIQUE (notice_id, means)
);
CREATE INDEX delivery_due ON delivery (means, try_at, id) WHERE state IN ('queued', 'sending', 'failed');
CREATE INDEX delivery_recipient ON delivery (recipient_id, means) WHERE state IN ('queued', 'sending', 'failed');
CREATE INDEX delivery_parcel ON delivery (parcel);
CREATE INDEX delivery_objection ON delivery (objection_id, id) WHERE objection_id IS NOT NULL;
CREATE INDEX delivery_task ON delivery (since, id) WHERE issuer_id IS NOT NULL AND state IN ('failed', 'dead');
CREATE INDEX delivery_issuer_task ON delivery (issuer_id, since, id) WHERE state IN ('failed', 'dead');

CREATE TABLE delivery_event (
    delivery_id UUID NOT NULL REFERENCES delivery (id),
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    fault TEXT,
    staff_id UUID REFERENCES staff (id),
    PRIMARY KEY (delivery_id, seq)
);
CREATE TRIGGER delivery_event_fixed BEFORE UPDATE OR DELETE ON delivery_event FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER delivery_event_no_truncate BEFORE TRUNCATE ON delivery_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
