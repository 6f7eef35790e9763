-- 文书模板: the texts that an agency keeps for what it says often. Whoever approves there keeps them; one that is withdrawn
-- stays as it was.
CREATE TABLE text_template (
    id UUID NOT NULL PRIMARY KEY,
    agency_id UUID NOT NULL REFERENCES agency (id),
    procedure TEXT NOT NULL,
    purpose TEXT NOT NULL,
    name TEXT NOT NULL,
    text_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_by UUID NOT NULL REFERENCES staff (id),
    changed_at TIMESTAMPTZ NOT NULL,
    withdrawn_at TIMESTAMPTZ
);
CREATE INDEX text_template_of_agency ON text_template (agency_id, procedure, purpose, name, id);

CREATE TRIGGER text_template_fixed BEFORE UPDATE OF id, agency_id, procedure, purpose ON text_template FOR EACH ROW EXECUTE FUNCTION refuse_change('whose a template is and for what does not change');
CREATE TRIGGER text_template_withdrawn BEFORE UPDATE OF id, agency_id, procedure, purpose, name, version, changed_by, changed_at, withdrawn_at ON text_template FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL) EXECUTE FUNCTION refuse_change('it was withdrawn');
CREATE TRIGGER text_template_key_alone BEFORE UPDATE OF text_sealed, key_id ON text_template FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL AND (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.text_sealed IS NULL)) EXECUTE FUNCTION refuse_change('it was withdrawn');
CREATE TRIGGER text_template_kept BEFORE DELETE ON text_template FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');

-- 协查 is counted again by a new calendar: from the moment of the asking, over the working days that were asked for. Of those
-- that were asked before they were kept, the day stays. The history of the day is append-only.
ALTER TABLE inquiry ADD COLUMN working_days BIGINT;
DROP TRIGGER inquiry_fixed ON inquiry;
CREATE TRIGGER inquiry_fixed BEFORE UPDATE OF holder_id, objection_id, id, asker_id, agency_id, working_days, asked_by, asked_at ON inquiry FOR EACH ROW EXECUTE FUNCTION refuse_change('what was asked is append-only');

CREATE TABLE inquiry_move (
    inquiry_id UUID NOT NULL REFERENCES inquiry (id),
    to_version DATE NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    from_date DATE NOT NULL,
    to_date DATE NOT NULL,
    PRIMARY KEY (inquiry_id, to_version)
);

CREATE TRIGGER inquiry_move_fixed BEFORE UPDATE OR DELETE ON inquiry_move FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER inquiry_move_no_truncate BEFORE TRUNCATE ON inquiry_move FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
