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
CREATE TRIGGER text_template_withdrawn BEFORE UPDATE OF id, agency_id, procedure, purpose, name, version, changed_by, changed_at, withdrawn_at ON text_template WHEN OLD.withdrawn_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'it was withdrawn'); END;
CREATE TRIGGER text_template_key_alone BEFORE UPDATE OF text_sealed, key_id ON text_template WHEN OLD.withdrawn_at IS NOT NULL AND (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.text_sealed IS NULL) BEGIN SELECT RAISE(ABORT, 'it was withdrawn'); END;
CREATE TRIGGER text_template_kept BEFORE DELETE ON text_template BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- 协查 is counted again by a new calendar: from the moment of the asking, over the working days that were asked for. Of those
-- that were asked before they were kept, the day stays. The history of the day is append-only.
ALTER TABLE inquiry ADD COLUMN working_days INTEGER;
DROP TRIGGER inquiry_fixed;
CREATE TRIGGER inquiry_fixed BEFORE UPDATE OF holder_id, objection_id, id, asker_id, agency_id, working_days, asked_by, asked_at ON inquiry BEGIN SELECT RAISE(ABORT, 'what was asked is append-only'); END;

CREATE TABLE inquiry_move (
    inquiry_id TEXT NOT NULL REFERENCES inquiry (id),
    to_version TEXT NOT NULL,
    at TEXT NOT NULL,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    PRIMARY KEY (inquiry_id, to_version)
) STRICT;

CREATE TRIGGER inquiry_move_no_update BEFORE UPDATE ON inquiry_move BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER inquiry_move_no_delete BEFORE DELETE ON inquiry_move BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
