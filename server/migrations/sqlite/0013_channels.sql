-- Keys of other systems: each is one agency's and for one thing. Of the secret there is a digest.
CREATE TABLE machine_key (
    id TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    purpose TEXT NOT NULL,
    label TEXT NOT NULL,
    secret_digest BLOB NOT NULL,
    given_by TEXT NOT NULL REFERENCES staff (id),
    given_at TEXT NOT NULL,
    ended_by TEXT REFERENCES staff (id),
    ended_at TEXT
) STRICT;

-- Cases that another system brought. reference is what it asks for them by: the hotline's number, or the case's. digest is
-- a keyed one of what was sent first.
CREATE TABLE outside_case (
    agency_id TEXT NOT NULL REFERENCES agency (id),
    purpose TEXT NOT NULL,
    reference TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    machine_id TEXT NOT NULL REFERENCES machine_key (id),
    digest BLOB NOT NULL,
    PRIMARY KEY (agency_id, purpose, reference),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
) STRICT;

-- A licence as people name it who are no agency of its.
CREATE INDEX licence_named ON licence (number);

CREATE TRIGGER outside_case_no_update BEFORE UPDATE ON outside_case BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER outside_case_no_delete BEFORE DELETE ON outside_case BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- 移送: how often a case was handed on (domain::flow::Handed), by which agency last, and when the first one had received it;
-- received_at is the receipt by who has to answer.
ALTER TABLE objection ADD COLUMN handed TEXT NOT NULL DEFAULT 'never';
ALTER TABLE objection ADD COLUMN handed_by TEXT REFERENCES agency (id);
ALTER TABLE objection ADD COLUMN first_received_at TEXT;

-- Clocks that fell away because the case was handed on, and the target of who had handed it on before, with the agency that
-- owed them; seq is the event's. due_at is the later one of a clock that was dated anew.
CREATE TABLE fallen_clock (
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    step TEXT NOT NULL,
    started_at TEXT NOT NULL,
    due_date TEXT NOT NULL,
    due_at TEXT NOT NULL,
    met_at TEXT,
    fell_at TEXT NOT NULL,
    issuer_id TEXT NOT NULL REFERENCES agency (id),
    PRIMARY KEY (holder_id, objection_id, seq, step),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
) STRICT;

CREATE INDEX fallen_clock_due ON fallen_clock (due_at);
CREATE INDEX fallen_clock_met ON fallen_clock (met_at) WHERE met_at IS NOT NULL;

CREATE TRIGGER fallen_clock_no_update BEFORE UPDATE ON fallen_clock BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER fallen_clock_no_delete BEFORE DELETE ON fallen_clock BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
