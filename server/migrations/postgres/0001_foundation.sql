-- Conventions: ids are UUIDs made by the application; dates are local (UTC+8). `*_sealed` columns are AEAD ciphertexts whose key is named by
-- `key_id`; whatever people write about people is sealed. What grows with holders has keys led by holder_id.

CREATE TABLE deployment (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE agency (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    uscc TEXT NOT NULL UNIQUE
);

CREATE TABLE staff (
    id UUID NOT NULL PRIMARY KEY,
    agency_id UUID NOT NULL REFERENCES agency (id),
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change_password BOOLEAN NOT NULL,
    disabled_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX staff_agency ON staff (agency_id, role);

-- Tries of a password since the last right one. The subject is an account, or a name that no account has under a keyed
-- hash, so that nobody learns from being locked out which names exist. Until free_from no more tries are taken.
CREATE TABLE password_try (
    subject UUID NOT NULL PRIMARY KEY,
    tries BIGINT NOT NULL,
    free_from TIMESTAMPTZ NOT NULL
);
CREATE INDEX password_try_free_from ON password_try (free_from);

CREATE TABLE holder (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    code_type TEXT NOT NULL,
    number_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    number_index BYTEA NOT NULL UNIQUE,
    index_key_id TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE demonstration_person (
    holder_id UUID NOT NULL PRIMARY KEY REFERENCES holder (id),
    position BIGINT NOT NULL,
    about TEXT NOT NULL
);

CREATE TABLE session (
    id_hash BYTEA NOT NULL PRIMARY KEY,
    subject_kind TEXT,
    subject_id UUID,
    data JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ
);
CREATE INDEX session_subject ON session (subject_id) WHERE revoked_at IS NULL;
CREATE INDEX session_expires_at ON session (expires_at);

-- 证照目录: a type, and what each version of it says. `published` is the version that licences are issued under now.
CREATE TABLE licence_type (
    code TEXT NOT NULL PRIMARY KEY,
    agency_id UUID NOT NULL REFERENCES agency (id),
    state TEXT NOT NULL,
    published BIGINT
);

-- name, hue and fields stand in the body, too; they are here because every look-up reads them.
CREATE TABLE licence_type_version (
    code TEXT NOT NULL REFERENCES licence_type (code),
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    hue BIGINT NOT NULL,
    face_schema JSONB NOT NULL,
    body JSONB NOT NULL,
    compiled_by UUID REFERENCES staff (id),
    compiled_at TIMESTAMPTZ NOT NULL,
    reviewed_by UUID REFERENCES staff (id),
    reviewed_at TIMESTAMPTZ,
    PRIMARY KEY (code, version)
);

-- version is the current one; revision counts the events and guards every change. reminded: 0 nothing, 1 to 3 told so
-- many of the reminders before the end of this version's validity.
CREATE TABLE licence (
    holder_id UUID NOT NULL REFERENCES holder (id),
    id UUID NOT NULL,
    type_code TEXT NOT NULL REFERENCES licence_type (code),
    schema_version BIGINT NOT NULL,
    issuer_id UUID NOT NULL REFERENCES agency (id),
    number TEXT NOT NULL,
    status TEXT NOT NULL,
    pledged BOOLEAN NOT NULL DEFAULT FALSE,
    issued_on DATE NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    version BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    reminded BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (holder_id, id),
    FOREIGN KEY (type_code, schema_version) REFERENCES licence_type_version (code, version)
);
CREATE UNIQUE INDEX licence_id ON licence (id);
CREATE INDEX licence_number ON licence (type_code, number);

-- The record is what is approved and sealed, to the byte (RFC 8785); the digest is its SM3. A record bears a salt, so
-- that neither digest nor seal helps to guess a holder's number.
CREATE TABLE licence_version (
    holder_id UUID NOT NULL,
    licence_id UUID NOT NULL,
    version BIGINT NOT NULL,
    identifier TEXT NOT NULL,
    schema_version BIGINT NOT NULL,
    record BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    digest BYTEA NOT NULL,
    trust TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    objection_id UUID,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (holder_id, licence_id, version),
    FOREIGN KEY (holder_id, licence_id) REFERENCES licence (holder_id, id)
);
CREATE UNIQUE INDEX licence_version_identifier ON licence_version (identifier);

-- on_date is the day from which the event counts, `at` when it was entered.
CREATE TABLE licence_event (
    holder_id UUID NOT NULL,
    licence_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    version BIGINT NOT NULL,
    agency_id UUID NOT NULL REFERENCES agency (id),
    staff_id UUID REFERENCES staff (id),
    words_sealed BYTEA,
    key_id TEXT,
    PRIMARY KEY (holder_id, licence_id, seq),
    FOREIGN KEY (holder_id, licence_id) REFERENCES licence (holder_id, id)
);

-- The other holders of a licence that has several; the leading one's id leads the licence's key.
CREATE TABLE co_holder (
    holder_id UUID NOT NULL REFERENCES holder (id),
    leading_id UUID NOT NULL,
    licence_id UUID NOT NULL,
    PRIMARY KEY (holder_id, licence_id),
    FOREIGN KEY (leading_id, licence_id) REFERENCES licence (holder_id, id)
);
CREATE INDEX co_holder_licence ON co_holder (licence_id);

-- Who approved which content (兰安 一百四十): the digest is the record's.
CREATE TABLE licence_approval (
    holder_id UUID NOT NULL,
    licence_id UUID NOT NULL,
    version BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    approved_by UUID NOT NULL REFERENCES staff (id),
    approved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (holder_id, licence_id, version),
    FOREIGN KEY (holder_id, licence_id, version) REFERENCES licence_version (holder_id, licence_id, version)
);

-- Versions without a seal. way: approved (the keeper or a standing authority may seal it) or collected (only an authority).
CREATE TABLE awaiting_seal (
    holder_id UUID NOT NULL,
    licence_id UUID NOT NULL,
    version BIGINT NOT NULL,
    issuer_id UUID NOT NULL REFERENCES agency (id),
    type_code TEXT NOT NULL,
    way TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (holder_id, licence_id, version),
    FOREIGN KEY (holder_id, licence_id, version) REFERENCES licence_version (holder_id, licence_id, version)
);
CREATE INDEX awaiting_seal_queue ON awaiting_seal (issuer_id, type_code, way, since);

-- What a handler has prepared for approval: a first version, or the next one of a licence as it was at `revision`.
CREATE TABLE preparation (
    id UUID NOT NULL PRIMARY KEY,
    agency_id UUID NOT NULL REFERENCES agency (id),
    type_code TEXT NOT NULL,
    schema_version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    holder_id UUID,
    licence_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    on_date DATE NOT NULL,
    content_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    digest BYTEA NOT NULL,
    prepared_by UUID NOT NULL REFERENCES staff (id),
    prepared_at TIMESTAMPTZ NOT NULL,
    decided_by UUID REFERENCES staff (id),
    decided_at TIMESTAMPTZ,
    note_sealed BYTEA,
    note_key_id TEXT
);
CREATE INDEX preparation_queue ON preparation (agency_id, state, prepared_at, id);
CREATE UNIQUE INDEX preparation_open_once ON preparation (licence_id) WHERE state = 'prepared';

CREATE TABLE draft (
    holder_id UUID NOT NULL REFERENCES holder (id),
    id UUID NOT NULL,
    licence_id UUID NOT NULL,
    version BIGINT NOT NULL,
    body_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (holder_id, id),
    UNIQUE (holder_id, licence_id)
);
CREATE INDEX draft_saved_at ON draft (saved_at);

-- next_due is the earliest unmet clock of the case: the queue's order, kept in the same transaction as the clocks. An
-- unfinished case always has one (the year 9999 where no clock runs any more), a finished one has none.
-- Each event raises version by one and stands in objection_event under that version as its seq.
-- holder_id is who objects; somebody without an account lies under the case's own id. The licence, where the case is about
-- one, is found by its leading holder, who may be another. issuer_id is the agency that has to act, partner_id the other
-- one of a case that was passed on. marks: whether the procedure marks its subject. withheld: why an answer is not published where the procedure publishes it.
CREATE TABLE objection (
    holder_id UUID NOT NULL,
    id UUID NOT NULL,
    objector TEXT NOT NULL,
    case_number TEXT NOT NULL,
    work_order TEXT,
    leading_id UUID,
    licence_id UUID,
    licence_version BIGINT,
    issuer_id UUID NOT NULL REFERENCES agency (id),
    partner_id UUID REFERENCES agency (id),
    procedure TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    marks BOOLEAN NOT NULL,
    marked BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    ground TEXT NOT NULL,
    statement_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    proposal_sealed BYTEA,
    proposal_key_id TEXT,
    handler_id UUID REFERENCES staff (id),
    proposed_by UUID REFERENCES staff (id),
    proposed_at TIMESTAMPTZ,
    outcome TEXT,
    decided_by UUID REFERENCES staff (id),
    decided_at TIMESTAMPTZ,
    corrected_version BIGINT,
    withheld TEXT,
    filed_at TIMESTAMPTZ NOT NULL,
    received_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    next_due TIMESTAMPTZ,
    PRIMARY KEY (holder_id, id),
    FOREIGN KEY (leading_id, licence_id) REFERENCES licence (holder_id, id)
);
CREATE INDEX objection_id ON objection (id);
CREATE UNIQUE INDEX objection_case_number ON objection (case_number);
CREATE UNIQUE INDEX objection_open_once ON objection (licence_id, holder_id) WHERE finished_at IS NULL;
-- The queues hold all that their counters read, also finished_at, without which SQLite would look into every row.
CREATE INDEX objection_queue ON objection (issuer_id, next_due, id, state, marks, marked, finished_at) WHERE finished_at IS NULL;
CREATE INDEX objection_queue_all ON objection (next_due, id, state, marks, marked, finished_at) WHERE finished_at IS NULL;
CREATE INDEX objection_finished ON objection (issuer_id, finished_at, id) WHERE finished_at IS NOT NULL;
CREATE INDEX objection_finished_all ON objection (finished_at, id) WHERE finished_at IS NOT NULL;
CREATE INDEX objection_of_holder ON objection (holder_id, filed_at);
CREATE INDEX objection_of_licence ON objection (licence_id, filed_at) WHERE licence_id IS NOT NULL;
CREATE UNIQUE INDEX objection_work_order ON objection (work_order) WHERE work_order IS NOT NULL;

-- warned: what was said last, a number that only grows (domain::warning::Said).
CREATE TABLE objection_clock (
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    step TEXT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    due_date DATE NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    provisional BOOLEAN NOT NULL,
    calendar_version DATE NOT NULL,
    met_at TIMESTAMPTZ,
    warned BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (holder_id, objection_id, step),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);
CREATE INDEX objection_clock_open ON objection_clock (warned, due_at) WHERE met_at IS NULL;

CREATE TABLE objection_event (
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    event TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    staff_id UUID REFERENCES staff (id),
    note_sealed BYTEA,
    key_id TEXT,
    PRIMARY KEY (holder_id, objection_id, seq),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);

CREATE TABLE evidence (
    holder_id UUID NOT NULL REFERENCES holder (id),
    id UUID NOT NULL,
    draft_id UUID,
    objection_id UUID,
    name_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    content_hash TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (holder_id, id)
);
CREATE INDEX evidence_id ON evidence (id);
CREATE INDEX evidence_draft ON evidence (draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX evidence_objection ON evidence (objection_id) WHERE objection_id IS NOT NULL;
CREATE INDEX evidence_content ON evidence (content_hash);

-- The outbox is what has no delivered_at; what could not be delivered counts its failures and waits until try_at, behind
-- nothing and before nothing. `once` names the occasion, so that no occasion makes two messages.
CREATE TABLE notice (
    id UUID NOT NULL PRIMARY KEY,
    recipient_kind TEXT NOT NULL,
    recipient_id UUID NOT NULL,
    kind TEXT NOT NULL,
    holder_id UUID NOT NULL,
    objection_id UUID,
    licence_id UUID,
    step TEXT,
    due_date DATE,
    once TEXT NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    try_at TIMESTAMPTZ NOT NULL,
    failures BIGINT NOT NULL DEFAULT 0,
    delivered_at TIMESTAMPTZ,
    read_at TIMESTAMPTZ
);
CREATE INDEX notice_inbox ON notice (recipient_id, delivered_at);
CREATE INDEX notice_unread ON notice (recipient_id) WHERE read_at IS NULL AND delivered_at IS NOT NULL;
CREATE INDEX notice_outbox ON notice (try_at, id) WHERE delivered_at IS NULL;

CREATE TABLE case_counter (
    day DATE NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE idempotency (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    route TEXT NOT NULL,
    digest BYTEA NOT NULL,
    result_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_created_at ON idempotency (created_at);

CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until TIMESTAMPTZ NOT NULL
);

-- One row for each write, and one for each holder whose licence data an answer carried.
CREATE TABLE audit (
    id UUID NOT NULL PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    action TEXT NOT NULL,
    holder_id UUID,
    object_kind TEXT NOT NULL,
    object_ids JSONB NOT NULL,
    service_item TEXT,
    request_id TEXT
);
CREATE INDEX audit_holder ON audit (holder_id, at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;
CREATE TRIGGER audit_fixed BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change('audit is append-only');
CREATE TRIGGER objection_event_fixed BEFORE UPDATE OF holder_id, objection_id, seq, at, event, actor_kind, staff_id OR DELETE ON objection_event FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER objection_event_key_alone BEFORE UPDATE OF note_sealed, key_id ON objection_event FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.note_sealed IS NULL) EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER licence_event_fixed BEFORE UPDATE OF holder_id, licence_id, seq, at, kind, on_date, version, agency_id, staff_id OR DELETE ON licence_event FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER licence_event_key_alone BEFORE UPDATE OF words_sealed, key_id ON licence_event FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.words_sealed IS NULL) EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER licence_version_fixed BEFORE UPDATE OF holder_id, licence_id, version, identifier, schema_version, digest, trust, valid_from, valid_to, objection_id, created_at OR DELETE ON licence_version FOR EACH ROW EXECUTE FUNCTION refuse_change('versions are append-only');
CREATE TRIGGER licence_version_key_alone BEFORE UPDATE OF record, key_id ON licence_version FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.record IS NULL) EXECUTE FUNCTION refuse_change('versions are append-only');
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('audit is append-only');
CREATE TRIGGER objection_event_no_truncate BEFORE TRUNCATE ON objection_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER licence_event_no_truncate BEFORE TRUNCATE ON licence_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER licence_version_no_truncate BEFORE TRUNCATE ON licence_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('versions are append-only');
CREATE TRIGGER licence_approval_fixed BEFORE UPDATE OR DELETE ON licence_approval FOR EACH ROW EXECUTE FUNCTION refuse_change('approvals are append-only');
CREATE TRIGGER licence_approval_no_truncate BEFORE TRUNCATE ON licence_approval FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('approvals are append-only');
CREATE TRIGGER deployment_kind_fixed BEFORE UPDATE OR DELETE ON deployment FOR EACH ROW WHEN (OLD.name = 'kind') EXECUTE FUNCTION refuse_change('the kind of a deployment is fixed');
