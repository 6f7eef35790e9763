-- 归集质量, 补办 and 随机抽查.

-- What is noted of an entry when it is made, for records are sealed afterwards. entered_on is the local day; it leads the
-- key, so that a month is read in one piece. version is the one that it makes; events without one have no marks.
CREATE TABLE entry_quality (
    entered_on TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    holder_id TEXT NOT NULL,
    issuer_id TEXT NOT NULL,
    on_date TEXT NOT NULL,
    collected INTEGER NOT NULL,
    version INTEGER,
    required INTEGER NOT NULL,
    required_missing INTEGER NOT NULL,
    recommended INTEGER NOT NULL,
    recommended_missing INTEGER NOT NULL,
    wrong_identifier INTEGER NOT NULL,
    wrong_number INTEGER NOT NULL,
    PRIMARY KEY (entered_on, licence_id, seq),
    FOREIGN KEY (holder_id, licence_id, seq) REFERENCES licence_event (holder_id, licence_id, seq)
) STRICT, WITHOUT ROWID;

-- The figures of each issuer's month, counted again by a job until the month is closed. month is its first day; lags says
-- how many entries came after how many days.
CREATE TABLE quality_month (
    month TEXT NOT NULL,
    issuer_id TEXT NOT NULL REFERENCES agency (id),
    lags TEXT NOT NULL,
    prompt INTEGER NOT NULL,
    collected INTEGER NOT NULL,
    versions INTEGER NOT NULL,
    sealed INTEGER NOT NULL,
    required INTEGER NOT NULL,
    required_missing INTEGER NOT NULL,
    recommended INTEGER NOT NULL,
    recommended_missing INTEGER NOT NULL,
    wrong_identifier INTEGER NOT NULL,
    wrong_number INTEGER NOT NULL,
    upheld INTEGER NOT NULL,
    PRIMARY KEY (month, issuer_id)
) STRICT;

-- Current licences of each issuer and type, as they were counted last.
CREATE TABLE quality_stock (
    issuer_id TEXT NOT NULL REFERENCES agency (id),
    type_code TEXT NOT NULL,
    licences INTEGER NOT NULL,
    PRIMARY KEY (issuer_id, type_code)
) STRICT;

-- When it was counted, and from which month on it has to be counted again.
CREATE TABLE quality_count (
    name TEXT NOT NULL PRIMARY KEY,
    counted_at TEXT NOT NULL,
    open_from TEXT NOT NULL
) STRICT;

CREATE INDEX objection_decided ON objection (decided_at, issuer_id, outcome) WHERE decided_at IS NOT NULL;

-- 不可抗力. waiting and items count rows of held_up. What still waits once it is over is a case, whose clock runs from
-- ended_at: objection.outage_id says of which outage, and one of them is open at a time.
CREATE TABLE outage (
    id TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    version INTEGER NOT NULL,
    began_at TEXT NOT NULL,
    ended_at TEXT,
    end_entered_at TEXT,
    words_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    declared_by TEXT NOT NULL REFERENCES staff (id),
    declared_at TEXT NOT NULL,
    waiting INTEGER NOT NULL,
    items INTEGER NOT NULL
) STRICT;
CREATE INDEX outage_agency ON outage (agency_id, declared_at, id);

ALTER TABLE objection ADD COLUMN outage_id TEXT REFERENCES outage (id);
CREATE INDEX objection_of_outage ON objection (outage_id, filed_at) WHERE outage_id IS NOT NULL;
CREATE UNIQUE INDEX objection_of_outage_open ON objection (outage_id) WHERE outage_id IS NOT NULL AND finished_at IS NULL;

-- Who is told of an outage is told of no holder: such a notice has the nil holder.
ALTER TABLE notice ADD COLUMN outage_id TEXT REFERENCES outage (id);

CREATE TABLE held_up (
    outage_id TEXT NOT NULL REFERENCES outage (id),
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    words_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    state TEXT NOT NULL,
    settled_by TEXT REFERENCES staff (id),
    settled_at TEXT,
    why_sealed BLOB,
    why_key_id TEXT,
    linked_holder TEXT,
    linked_licence TEXT,
    linked_seq INTEGER,
    PRIMARY KEY (outage_id, id),
    FOREIGN KEY (linked_holder, linked_licence, linked_seq) REFERENCES licence_event (holder_id, licence_id, seq)
) STRICT;

CREATE TABLE outage_event (
    outage_id TEXT NOT NULL REFERENCES outage (id),
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    item_id TEXT,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    PRIMARY KEY (outage_id, seq)
) STRICT;

-- A draw: seed, filter and the licences that were there make the sample; stock_digest is SM3 over their ids in order.
CREATE TABLE inspection (
    id TEXT NOT NULL PRIMARY KEY,
    seed TEXT NOT NULL,
    filter TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    stock INTEGER NOT NULL,
    upper_id TEXT,
    stock_digest BLOB NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    inspector_id TEXT NOT NULL REFERENCES staff (id),
    drawn_by TEXT NOT NULL REFERENCES staff (id),
    drawn_at TEXT NOT NULL
) STRICT;
CREATE INDEX inspection_drawn ON inspection (drawn_at, id);

CREATE TABLE sampled (
    inspection_id TEXT NOT NULL REFERENCES inspection (id),
    licence_id TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    version INTEGER NOT NULL,
    issuer_id TEXT NOT NULL REFERENCES agency (id),
    state TEXT NOT NULL,
    revision INTEGER NOT NULL,
    ground TEXT,
    due_date TEXT,
    due_at TEXT,
    PRIMARY KEY (inspection_id, licence_id),
    FOREIGN KEY (holder_id, licence_id) REFERENCES licence (holder_id, id)
) STRICT;
CREATE INDEX sampled_issuer ON sampled (issuer_id, inspection_id);

CREATE TABLE sampled_event (
    inspection_id TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    words_sealed BLOB,
    key_id TEXT,
    PRIMARY KEY (inspection_id, licence_id, seq),
    FOREIGN KEY (inspection_id, licence_id) REFERENCES sampled (inspection_id, licence_id)
) STRICT;

CREATE TRIGGER entry_quality_no_update BEFORE UPDATE ON entry_quality BEGIN SELECT RAISE(ABORT, 'marks are append-only'); END;
CREATE TRIGGER entry_quality_no_delete BEFORE DELETE ON entry_quality BEGIN SELECT RAISE(ABORT, 'marks are append-only'); END;
CREATE TRIGGER outage_event_no_update BEFORE UPDATE ON outage_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER outage_event_no_delete BEFORE DELETE ON outage_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER inspection_no_update BEFORE UPDATE ON inspection BEGIN SELECT RAISE(ABORT, 'draws are append-only'); END;
CREATE TRIGGER inspection_no_delete BEFORE DELETE ON inspection BEGIN SELECT RAISE(ABORT, 'draws are append-only'); END;
CREATE TRIGGER sampled_event_no_update BEFORE UPDATE OF inspection_id, licence_id, seq, at, event, staff_id ON sampled_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER sampled_event_key_alone BEFORE UPDATE OF words_sealed, key_id ON sampled_event WHEN COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.words_sealed IS NULL BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER sampled_event_no_delete BEFORE DELETE ON sampled_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER outage_end_fixed BEFORE UPDATE ON outage WHEN OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT OLD.ended_at BEGIN SELECT RAISE(ABORT, 'an outage ends once'); END;
CREATE TRIGGER sampled_drawn_fixed BEFORE UPDATE OF inspection_id, licence_id, holder_id, place, version, issuer_id ON sampled BEGIN SELECT RAISE(ABORT, 'draws are append-only'); END;
CREATE TRIGGER sampled_kept BEFORE DELETE ON sampled BEGIN SELECT RAISE(ABORT, 'draws are append-only'); END;
