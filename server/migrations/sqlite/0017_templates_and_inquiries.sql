-- 文书模板: the texts that an agency keeps for what it says often. Whoever approves there keeps them; one that is withdrawn
-- stays as it was.
CREATE TABLE text_template (
    id TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    procedure TEXT NOT NULL,
    purpose TEXT NOT NULL,
    name TEXT NOT NULL,
    text_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed_by TEXT NOT NULL REFERENCES staff (id),
    changed_at TEXT NOT NULL,
    withdrawn_at TEXT
) STRICT;
CREATE INDEX text_template_of_agency ON text_template (agency_id, procedure, purpose, name, id);

CREATE TRIGGER text_template_fixed BEFORE UPDATE OF id, agency_id, procedure, purpose ON text_template BEGIN SELECT RAISE(ABORT, 'whose a template is and for what does not change'); END;
CREATE TRIGGER text_template_withdrawn BEFORE UPDATE ON text_template WHEN OLD.withdrawn_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'it was withdrawn'); END;
CREATE TRIGGER text_template_kept BEFORE DELETE ON text_template BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
