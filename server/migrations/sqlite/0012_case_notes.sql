-- 内部备注: what staff say to one another about a case. The objector never sees it, and it moves nothing.
CREATE TABLE case_note (
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    text_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    PRIMARY KEY (holder_id, objection_id, id),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
) STRICT;

-- Whom a note calls.
CREATE TABLE case_mention (
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    note_id TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    PRIMARY KEY (holder_id, objection_id, note_id, staff_id),
    FOREIGN KEY (holder_id, objection_id, note_id) REFERENCES case_note (holder_id, objection_id, id)
) STRICT;

CREATE TRIGGER case_note_no_update BEFORE UPDATE OF holder_id, objection_id, id, at, staff_id ON case_note BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER case_note_key_alone BEFORE UPDATE OF text_sealed, key_id ON case_note WHEN COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.text_sealed IS NULL BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER case_note_no_delete BEFORE DELETE ON case_note BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER case_mention_no_update BEFORE UPDATE ON case_mention BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER case_mention_no_delete BEFORE DELETE ON case_mention BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
