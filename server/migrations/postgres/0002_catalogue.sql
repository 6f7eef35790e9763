-- 证照目录: what happens to an entry, and who issues a type beside the agency that compiled it.

-- revision counts the events and guards every change.
ALTER TABLE licence_type ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;

CREATE TABLE licence_type_issuer (
    code TEXT NOT NULL REFERENCES licence_type (code),
    agency_id UUID NOT NULL REFERENCES agency (id),
    PRIMARY KEY (code, agency_id)
);

CREATE TABLE licence_type_event (
    code TEXT NOT NULL REFERENCES licence_type (code),
    seq BIGINT NOT NULL,
    id UUID NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    staff_id UUID REFERENCES staff (id),
    note TEXT NOT NULL,
    PRIMARY KEY (code, seq)
);

-- The desk looks for what waits for review.
CREATE INDEX licence_type_version_waiting ON licence_type_version (state, code) WHERE state <> 'published';

CREATE TRIGGER licence_type_event_fixed BEFORE UPDATE OR DELETE ON licence_type_event FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER licence_type_event_no_truncate BEFORE TRUNCATE ON licence_type_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER licence_type_version_fixed BEFORE UPDATE ON licence_type_version FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION refuse_change('a published version of a type is fixed');
CREATE TRIGGER licence_type_version_kept BEFORE DELETE ON licence_type_version FOR EACH ROW EXECUTE FUNCTION refuse_change('versions of a type are kept');
CREATE TRIGGER licence_type_version_no_truncate BEFORE TRUNCATE ON licence_type_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('versions of a type are kept');
