-- Conventions: ids are UUIDs made by the application; instants are UTC with microseconds in a fixed width, so that
-- text order is time order; dates are local (UTC+8). `*_sealed` columns are AEAD ciphertexts whose key is named by
-- `key_id`; whatever people write about people is sealed. What grows with holders has keys led by holder_id.
-- Small rows that are looked for by their whole key have no number beside it: one search instead of two.

CREATE TABLE deployment (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE agency (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    uscc TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE staff (
    id TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change_password INTEGER NOT NULL,
    disabled_at TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX staff_agency ON staff (agency_id, role);

-- Tries of a password since the last right one. The subject is an account, or a name that no account has under a keyed
-- hash, so that nobody learns from being locked out which names exist. Until free_from no more tries are taken.
CREATE TABLE password_try (
    subject TEXT NOT NULL PRIMARY KEY,
    tries INTEGER NOT NULL,
    free_from TEXT NOT NULL
) STRICT;
CREATE INDEX password_try_free_from ON password_try (free_from);

CREATE TABLE holder (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    code_type TEXT NOT NULL,
    number_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    number_index BLOB NOT NULL UNIQUE,
    index_key_id TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE demonstration_person (
    holder_id TEXT NOT NULL PRIMARY KEY REFERENCES holder (id),
    position INTEGER NOT NULL,
    about TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    id_hash BLOB NOT NULL PRIMARY KEY,
    subject_kind TEXT,
    subject_id TEXT,
    data TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX session_subject ON session (subject_id) WHERE revoked_at IS NULL;
CREATE INDEX session_expires_at ON session (expires_at);

-- 证照目录: a type, and what each version of it says. `published` is the version that licences are issued under now.
CREATE TABLE licence_type (
    code TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    state TEXT NOT NULL,
    published INTEGER
) STRICT;

-- name, hue and fields stand in the body, too; they are here because every look-up reads them.
CREATE TABLE licence_type_version (
    code TEXT NOT NULL REFERENCES licence_type (code),
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    hue INTEGER NOT NULL,
    face_schema TEXT NOT NULL,
    body TEXT NOT NULL,
    compiled_by TEXT REFERENCES staff (id),
    compiled_at TEXT NOT NULL,
    reviewed_by TEXT REFERENCES staff (id),
    reviewed_at TEXT,
    PRIMARY KEY (code, version)
) STRICT;

-- version is the current one; revision counts the events and guards every change. reminded: 0 nothing, 1 to 3 told so
-- many of the reminders before the end of this version's validity.
CREATE TABLE licence (
    holder_id TEXT NOT NULL REFERENCES holder (id),
    id TEXT NOT NULL,
    type_code TEXT NOT NULL REFERENCES licence_type (code),
    schema_version INTEGER NOT NULL,
    issuer_id TEXT NOT NULL REFERENCES agency (id),
    number TEXT NOT NULL,
    status TEXT NOT NULL,
    pledged INTEGER NOT NULL DEFAULT 0,
    issued_on TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    reminded INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (holder_id, id),
    FOREIGN KEY (type_code, schema_version) REFERENCES licence_type_version (code, version)
) STRICT;
CREATE UNIQUE INDEX licence_id ON licence (id);
CREATE INDEX licence_number ON licence (type_code, number);

-- The record is what is approved and sealed, to the byte (RFC 8785); the digest is its SM3. A record bears a salt, so
-- that neither digest nor seal helps to guess a holder's number.
CREATE TABLE licence_version (
    holder_id TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    identifier TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    record BLOB NOT NULL,
    key_id TEXT NOT NULL,
    digest BLOB NOT NULL,
    trust TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    objection_id TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (holder_id, licence_id, version),
    FOREIGN KEY (holder_id, licence_id) REFERENCES licence (holder_id, id)
) STRICT;
CREATE UNIQUE INDEX licence_version_identifier ON licence_version (identifier);

-- on_date is the day from which the event counts, `at` when it was entered.
CREATE TABLE licence_event (
    holder_id TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_date TEXT NOT NULL,
    version INTEGER NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    staff_id TEXT REFERENCES staff (id),
    words_sealed BLOB,
    key_id TEXT,
    PRIMARY KEY (holder_id, licence_id, seq),
    FOREIGN KEY (holder_id, licence_id) REFERENCES licence (holder_id, id)
) STRICT, WITHOUT ROWID;

-- The other holders of a licence that has several; the leading one's id leads the licence's key.
CREATE TABLE co_holder (
    holder_id TEXT NOT NULL REFERENCES holder (id),
    leading_id TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    PRIMARY KEY (holder_id, licence_id),
    FOREIGN KEY (leading_id, licence_id) REFERENCES licence (holder_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX co_holder_licence ON co_holder (licence_id);

-- Who approved which content (兰安 一百四十): the digest is the record's.
CREATE TABLE licence_approval (
    holder_id TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    digest BLOB NOT NULL,
    approved_by TEXT NOT NULL REFERENCES staff (id),
    approved_at TEXT NOT NULL,
    PRIMARY KEY (holder_id, licence_id, version),
    FOREIGN KEY (holder_id, licence_id, version) REFERENCES licence_version (holder_id, licence_id, version)
) STRICT;

-- Versions without a seal. way: approved (the keeper or a standing authority may seal it) or collected (only an authority).
CREATE TABLE awaiting_seal (
    holder_id TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    issuer_id TEXT NOT NULL REFERENCES agency (id),
    type_code TEXT NOT NULL,
    way TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (holder_id, licence_id, version),
    FOREIGN KEY (holder_id, licence_id, version) REFERENCES licence_version (holder_id, licence_id, version)
) STRICT;
CREATE INDEX awaiting_seal_queue ON awaiting_seal (issuer_id, type_code, way, since);

-- What a handler has prepared for approval: a first version, or the next one of a licence as it was at `revision`.
CREATE TABLE preparation (
    id TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    type_code TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    holder_id TEXT,
    licence_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    on_date TEXT NOT NULL,
    content_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    digest BLOB NOT NULL,
    prepared_by TEXT NOT NULL REFERENCES staff (id),
    prepared_at TEXT NOT NULL,
    decided_by TEXT REFERENCES staff (id),
    decided_at TEXT,
    note_sealed BLOB,
    note_key_id TEXT
) STRICT;
CREATE INDEX preparation_queue ON preparation (agency_id, state, prepared_at, id);
CREATE UNIQUE INDEX preparation_open_once ON preparation (licence_id) WHERE state = 'prepared';

CREATE TABLE draft (
    holder_id TEXT NOT NULL REFERENCES holder (id),
    id TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (holder_id, id),
    UNIQUE (holder_id, licence_id)
) STRICT;
CREATE INDEX draft_saved_at ON draft (saved_at);

-- next_due is the earliest unmet clock of the case: the queue's order, kept in the same transaction as the clocks. An
-- unfinished case always has one (the year 9999 where no clock runs any more), a finished one has none.
-- Each event raises version by one and stands in objection_event under that version as its seq.
-- holder_id is who objects; somebody without an account lies under the case's own id. The licence, where the case is about
-- one, is found by its leading holder, who may be another. issuer_id is the agency that has to act, partner_id the other
-- one of a case that was passed on. marks: whether the procedure marks its subject. withheld: why an answer is not published where the procedure publishes it.
CREATE TABLE objection (
    holder_id TEXT NOT NULL,
    id TEXT NOT NULL,
    objector TEXT NOT NULL,
    case_number TEXT NOT NULL,
    work_order TEXT,
    leading_id TEXT,
    licence_id TEXT,
    licence_version INTEGER,
    issuer_id TEXT NOT NULL REFERENCES agency (id),
    partner_id TEXT REFERENCES agency (id),
    procedure TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    marks INTEGER NOT NULL,
    marked INTEGER NOT NULL,
    version INTEGER NOT NULL,
    ground TEXT NOT NULL,
    statement_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    proposal_sealed BLOB,
    proposal_key_id TEXT,
    handler_id TEXT REFERENCES staff (id),
    proposed_by TEXT REFERENCES staff (id),
    proposed_at TEXT,
    outcome TEXT,
    decided_by TEXT REFERENCES staff (id),
    decided_at TEXT,
    corrected_version INTEGER,
    withheld TEXT,
    filed_at TEXT NOT NULL,
    received_at TEXT,
    finished_at TEXT,
    next_due TEXT,
    PRIMARY KEY (holder_id, id),
    FOREIGN KEY (leading_id, licence_id) REFERENCES licence (holder_id, id)
) STRICT;
CREATE INDEX objection_id ON objection (id);
CREATE UNIQUE INDEX objection_case_number ON objection (case_number);
-- The queues hold all that their counters read, also finished_at, without which SQLite would look into every row.
CREATE INDEX objection_queue ON objection (issuer_id, next_due, id, state, marks, marked, finished_at) WHERE finished_at IS NULL;
CREATE INDEX objection_queue_all ON objection (next_due, id, state, marks, marked, finished_at) WHERE finished_at IS NULL;
CREATE INDEX objection_finished ON objection (issuer_id, finished_at, id) WHERE finished_at IS NOT NULL;
CREATE INDEX objection_finished_all ON objection (finished_at, id) WHERE finished_at IS NOT NULL;
CREATE INDEX objection_of_holder ON objection (holder_id, filed_at);
CREATE INDEX objection_of_licence ON objection (licence_id, filed_at) WHERE licence_id IS NOT NULL;
-- Where two indexes serve alike SQLite takes the one made last: this one, which every look-up reads anyway.
CREATE UNIQUE INDEX objection_open_once ON objection (licence_id, holder_id) WHERE finished_at IS NULL;
CREATE UNIQUE INDEX objection_work_order ON objection (work_order) WHERE work_order IS NOT NULL;

-- warned: what was said last, a number that only grows (domain::warning::Said).
CREATE TABLE objection_clock (
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    step TEXT NOT NULL,
    started_at TEXT NOT NULL,
    due_date TEXT NOT NULL,
    due_at TEXT NOT NULL,
    provisional INTEGER NOT NULL,
    calendar_version TEXT NOT NULL,
    met_at TEXT,
    warned INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (holder_id, objection_id, step),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
) STRICT;
CREATE INDEX objection_clock_open ON objection_clock (warned, due_at) WHERE met_at IS NULL;

CREATE TABLE objection_event (
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    staff_id TEXT REFERENCES staff (id),
    note_sealed BLOB,
    key_id TEXT,
    PRIMARY KEY (holder_id, objection_id, seq),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
) STRICT;

CREATE TABLE evidence (
    holder_id TEXT NOT NULL REFERENCES holder (id),
    id TEXT NOT NULL,
    draft_id TEXT,
    objection_id TEXT,
    name_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (holder_id, id)
) STRICT;
CREATE INDEX evidence_id ON evidence (id);
CREATE INDEX evidence_draft ON evidence (draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX evidence_objection ON evidence (objection_id) WHERE objection_id IS NOT NULL;
CREATE INDEX evidence_content ON evidence (content_hash);

-- The outbox is what has no delivered_at; what could not be delivered counts its failures and waits until try_at, behind
-- nothing and before nothing. `once` names the occasion, so that no occasion makes two messages.
CREATE TABLE notice (
    id TEXT NOT NULL PRIMARY KEY,
    recipient_kind TEXT NOT NULL,
    recipient_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    objection_id TEXT,
    licence_id TEXT,
    step TEXT,
    due_date TEXT,
    once TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    try_at TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    delivered_at TEXT,
    read_at TEXT
) STRICT;
CREATE INDEX notice_inbox ON notice (recipient_id, delivered_at);
CREATE INDEX notice_unread ON notice (recipient_id) WHERE read_at IS NULL AND delivered_at IS NOT NULL;
CREATE INDEX notice_outbox ON notice (try_at, id) WHERE delivered_at IS NULL;

CREATE TABLE case_counter (
    day TEXT NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE idempotency (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    route TEXT NOT NULL,
    digest BLOB NOT NULL,
    result_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (actor, key)
) STRICT;
CREATE INDEX idempotency_created_at ON idempotency (created_at);

CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT;

-- One row for each write, and one for each holder whose licence data an answer carried.
CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    action TEXT NOT NULL,
    holder_id TEXT,
    object_kind TEXT NOT NULL,
    object_ids TEXT NOT NULL,
    service_item TEXT,
    request_id TEXT
) STRICT;
CREATE INDEX audit_holder ON audit (holder_id, at);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER objection_event_no_update BEFORE UPDATE OF holder_id, objection_id, seq, at, event, actor_kind, staff_id ON objection_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER objection_event_key_alone BEFORE UPDATE OF note_sealed, key_id ON objection_event WHEN COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.note_sealed IS NULL BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER objection_event_no_delete BEFORE DELETE ON objection_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER licence_event_no_update BEFORE UPDATE OF holder_id, licence_id, seq, at, kind, on_date, version, agency_id, staff_id ON licence_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER licence_event_key_alone BEFORE UPDATE OF words_sealed, key_id ON licence_event WHEN COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.words_sealed IS NULL BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER licence_event_no_delete BEFORE DELETE ON licence_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER licence_version_no_update BEFORE UPDATE OF holder_id, licence_id, version, identifier, schema_version, digest, trust, valid_from, valid_to, objection_id, created_at ON licence_version BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
CREATE TRIGGER licence_version_key_alone BEFORE UPDATE OF record, key_id ON licence_version WHEN COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.record IS NULL BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
CREATE TRIGGER licence_version_no_delete BEFORE DELETE ON licence_version BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
CREATE TRIGGER licence_approval_no_update BEFORE UPDATE ON licence_approval BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
CREATE TRIGGER licence_approval_no_delete BEFORE DELETE ON licence_approval BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
CREATE TRIGGER deployment_kind_fixed BEFORE UPDATE ON deployment WHEN OLD.name = 'kind' BEGIN SELECT RAISE(ABORT, 'the kind of a deployment is fixed'); END;
CREATE TRIGGER deployment_kind_kept BEFORE DELETE ON deployment WHEN OLD.name = 'kind' BEGIN SELECT RAISE(ABORT, 'the kind of a deployment is fixed'); END;
