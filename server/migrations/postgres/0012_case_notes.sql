-- 内部备注: what staff say to one another about a case. The objector never sees it, and it moves nothing.
CREATE TABLE case_note (
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    id UUID NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    staff_id UUID NOT NULL REFERENCES staff (id),
    text_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    PRIMARY KEY (holder_id, objection_id, id),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);

-- Whom a note calls.
CREATE TABLE case_mention (
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    note_id UUID NOT NULL,
    staff_id UUID NOT NULL REFERENCES staff (id),
    PRIMARY KEY (holder_id, objection_id, note_id, staff_id),
    FOREIGN KEY (holder_id, objection_id, note_id) REFERENCES case_note (holder_id, objection_id, id)
);

CREATE TRIGGER case_note_fixed BEFORE UPDATE OF holder_id, objection_id, id, at, staff_id OR DELETE ON case_note FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER case_note_key_alone BEFORE UPDATE OF text_sealed, key_id ON case_note FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.text_sealed IS NULL) EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER case_note_no_truncate BEFORE TRUNCATE ON case_note FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER case_mention_fixed BEFORE UPDATE OR DELETE ON case_mention FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER case_mention_no_truncate BEFORE TRUNCATE ON case_mention FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
