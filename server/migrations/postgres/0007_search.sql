-- The search of the issuing desk: an agency's licences by end of validity, by what they are, by type, newest first, by
-- number; the few that are pledged or begin later; holders by the beginning of their name.
CREATE INDEX licence_desk_end ON licence (issuer_id, COALESCE(valid_to, DATE '9999-12-31'), id);
CREATE INDEX licence_desk_status ON licence (issuer_id, status, COALESCE(valid_to, DATE '9999-12-31'), id, valid_from);
-- With the status, so that the stock is counted from the index alone.
CREATE INDEX licence_desk_type ON licence (issuer_id, type_code, COALESCE(valid_to, DATE '9999-12-31'), id, status);
CREATE INDEX licence_desk_type_new ON licence (issuer_id, type_code, id);
CREATE INDEX licence_desk_new ON licence (issuer_id, id);
CREATE INDEX licence_desk_number ON licence (issuer_id, number, id);
CREATE INDEX licence_desk_pledged ON licence (issuer_id, id) WHERE pledged;
-- Nothing is issued in the future: what is not valid yet begins after the day of its issue.
CREATE INDEX licence_desk_later ON licence (issuer_id, valid_from) WHERE valid_from > issued_on;
-- The beginning of a name is a range of code points here as on SQLite, whatever the database's language is.
ALTER TABLE holder ALTER COLUMN name TYPE TEXT COLLATE "C";
CREATE INDEX holder_name ON holder (name, id);

-- Lists that were taken home: by whom, as what, of which filter (never a person's number), how many rows.
CREATE TABLE licence_export (
    id UUID NOT NULL PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    staff_id UUID NOT NULL REFERENCES staff (id),
    agency_id UUID NOT NULL REFERENCES agency (id),
    format TEXT NOT NULL,
    filter TEXT NOT NULL,
    line_count BIGINT NOT NULL
);
CREATE INDEX licence_export_agency ON licence_export (agency_id, at);
CREATE TRIGGER licence_export_fixed BEFORE UPDATE OR DELETE ON licence_export FOR EACH ROW EXECUTE FUNCTION refuse_change('exports are append-only');
CREATE TRIGGER licence_export_no_truncate BEFORE TRUNCATE ON licence_export FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('exports are append-only');
