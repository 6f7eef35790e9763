-- 证照目录: what happens to an entry, and who issues a type beside the agency that compiled it.

-- revision counts the events and guards every change.
ALTER TABLE licence_type ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

CREATE TABLE licence_type_issuer (
    code TEXT NOT NULL REFERENCES licence_type (code),
    agency_id TEXT NOT NULL REFERENCES agency (id),
    PRIMARY KEY (code, agency_id)
) STRICT;

CREATE TABLE licence_type_event (
    code TEXT NOT NULL REFERENCES licence_type (code),
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    staff_id TEXT REFERENCES staff (id),
    note TEXT NOT NULL,
    PRIMARY KEY (code, seq)
) STRICT;

-- The desk looks for what waits for review.
CREATE INDEX licence_type_version_waiting ON licence_type_version (state, code) WHERE state <> 'published';

CREATE TRIGGER licence_type_event_no_update BEFORE UPDATE ON licence_type_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER licence_type_event_no_delete BEFORE DELETE ON licence_type_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER licence_type_version_fixed BEFORE UPDATE ON licence_type_version WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, 'a published version of a type is fixed'); END;
CREATE TRIGGER licence_type_version_kept BEFORE DELETE ON licence_type_version BEGIN SELECT RAISE(ABORT, 'versions of a type are kept'); END;
