-- 延长 (嘉平 六): more time for a step, asked for once while it runs, and granted or refused by who manages the library. What
-- was asked stays as it was, and so does the date that stood; to_date is the date asked for, and the one that stands once
-- it is granted.
CREATE TABLE extension (
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    id TEXT NOT NULL,
    step TEXT NOT NULL,
    started_at TEXT NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    words_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES staff (id),
    asked_at TEXT NOT NULL,
    consent TEXT,
    answer_sealed BLOB,
    answer_key_id TEXT,
    answered_by TEXT REFERENCES staff (id),
    answered_at TEXT,
    PRIMARY KEY (holder_id, objection_id, id),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
) STRICT;
CREATE UNIQUE INDEX extension_once ON extension (holder_id, objection_id, step, started_at);

-- Whether a clock runs the longer time: what counts it again counts that one.
ALTER TABLE objection_clock ADD COLUMN extended INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER extension_fixed BEFORE UPDATE OF holder_id, objection_id, id, step, started_at, agency_id, from_date, asked_by, asked_at ON extension BEGIN SELECT RAISE(ABORT, 'what was asked is append-only'); END;
CREATE TRIGGER extension_key_alone BEFORE UPDATE OF words_sealed, key_id ON extension WHEN COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.words_sealed IS NULL BEGIN SELECT RAISE(ABORT, 'what was asked is append-only'); END;
CREATE TRIGGER extension_answered_once BEFORE UPDATE OF holder_id, objection_id, id, step, started_at, agency_id, from_date, to_date, asked_by, asked_at, consent, answered_by, answered_at ON extension WHEN OLD.answered_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'it is answered once'); END;
CREATE TRIGGER extension_answer_key_alone BEFORE UPDATE OF answer_sealed, answer_key_id ON extension WHEN OLD.answered_at IS NOT NULL AND (COALESCE(NEW.answer_key_id = OLD.answer_key_id, TRUE) OR NEW.answer_sealed IS NULL) BEGIN SELECT RAISE(ABORT, 'it is answered once'); END;
CREATE TRIGGER extension_kept BEFORE DELETE ON extension BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- When another system came last.
CREATE INDEX audit_machine ON audit (actor_id, at) WHERE actor_kind = 'machine';
