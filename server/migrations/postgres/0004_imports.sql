-- 存量归集 (兰安 一百五十一): one file of issued licences that is taken in, or one message with up to 1,000 of them.
-- state: checking (a dry run goes on), checked, running, done, cancelled, failed. position counts the rows that are dealt
-- with in this state; it moves in the transaction of what they became, so that a run goes on where it was killed.
CREATE TABLE import_run (
    id UUID NOT NULL PRIMARY KEY,
    agency_id UUID REFERENCES agency (id),
    staff_id UUID REFERENCES staff (id),
    type_code TEXT NOT NULL REFERENCES licence_type (code),
    way TEXT NOT NULL,
    trust TEXT NOT NULL,
    state TEXT NOT NULL,
    name_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    content BYTEA NOT NULL,
    file_name TEXT,
    position BIGINT NOT NULL DEFAULT 0,
    total BIGINT,
    new_rows BIGINT NOT NULL DEFAULT 0,
    changed_rows BIGINT NOT NULL DEFAULT 0,
    same_rows BIGINT NOT NULL DEFAULT 0,
    refused_rows BIGINT NOT NULL DEFAULT 0,
    fault TEXT,
    answer_sealed BYTEA,
    answer_key_id TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ
);
CREATE INDEX import_run_agency ON import_run (agency_id, created_at, id);
CREATE INDEX import_run_content ON import_run (content, type_code);
CREATE INDEX import_run_open ON import_run (state, created_at) WHERE state IN ('checking', 'running');
CREATE INDEX import_run_finished ON import_run (finished_at);

-- What was refused: the row as it came, what is wrong with it, and its line; all of it sealed, for it is about people.
CREATE TABLE import_refusal (
    run_id UUID NOT NULL REFERENCES import_run (id),
    place BIGINT NOT NULL,
    refused_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    PRIMARY KEY (run_id, place)
);
