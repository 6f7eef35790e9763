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
CREATE TRIGGER text_template_withdrawn BEFORE UPDATE ON text_template FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL) EXECUTE FUNCTION refuse_change('it was withdrawn');
CREATE TRIGGER text_template_kept BEFORE DELETE ON text_template FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
