-- 延长 (嘉平 六): more time for a step, asked for once while it runs, and granted or refused by who manages the library. What
-- was asked stays as it was, and so does the date that stood; to_date is the date asked for, and the one that stands once
-- it is granted.
CREATE TABLE extension (
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    id UUID NOT NULL,
    step TEXT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    agency_id UUID NOT NULL REFERENCES agency (id),
    from_date DATE NOT NULL,
    to_date DATE NOT NULL,
    words_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    asked_by UUID NOT NULL REFERENCES staff (id),
    asked_at TIMESTAMPTZ NOT NULL,
    consent TEXT,
    answer_sealed BYTEA,
    answer_key_id TEXT,
    answered_by UUID REFERENCES staff (id),
    answered_at TIMESTAMPTZ,
    PRIMARY KEY (holder_id, objection_id, id),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);
CREATE UNIQUE INDEX extension_once ON extension (holder_id, objection_id, step, started_at);

-- Whether a clock runs the longer time: what counts it again counts that one.
ALTER TABLE objection_clock ADD COLUMN extended BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TRIGGER extension_fixed BEFORE UPDATE OF holder_id, objection_id, id, step, started_at, agency_id, from_date, asked_by, asked_at ON extension FOR EACH ROW EXECUTE FUNCTION refuse_change('what was asked is append-only');
CREATE TRIGGER extension_key_alone BEFORE UPDATE OF words_sealed, key_id ON extension FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.words_sealed IS NULL) EXECUTE FUNCTION refuse_change('what was asked is append-only');
CREATE TRIGGER extension_answered_once BEFORE UPDATE OF holder_id, objection_id, id, step, started_at, agency_id, from_date, to_date, asked_by, asked_at, consent, answered_by, answered_at ON extension FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL) EXECUTE FUNCTION refuse_change('it is answered once');
CREATE TRIGGER extension_answer_key_alone BEFORE UPDATE OF answer_sealed, answer_key_id ON extension FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL AND (COALESCE(NEW.answer_key_id = OLD.answer_key_id, TRUE) OR NEW.answer_sealed IS NULL)) EXECUTE FUNCTION refuse_change('it is answered once');
CREATE TRIGGER extension_kept BEFORE DELETE ON extension FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');

-- When another system came last.
CREATE INDEX audit_machine ON audit (actor_id, at) WHERE actor_kind = 'machine';
