-- 放假安排 that the managing body loads: proposed by one person, approved by another. calendar_version is the day from which
-- it counts here and names the version of the calendar that it made; no two make the same.
CREATE TABLE calendar_arrangement (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    year BIGINT NOT NULL,
    number TEXT NOT NULL,
    published DATE NOT NULL,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    second_source TEXT NOT NULL,
    arrangements JSONB NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    why TEXT NOT NULL,
    proposed_by UUID NOT NULL REFERENCES staff (id),
    proposed_at TIMESTAMPTZ NOT NULL,
    decided_by UUID REFERENCES staff (id),
    decided_at TIMESTAMPTZ,
    calendar_version DATE
);
CREATE INDEX calendar_arrangement_proposed ON calendar_arrangement (proposed_at, id);
CREATE UNIQUE INDEX calendar_arrangement_version ON calendar_arrangement (calendar_version) WHERE calendar_version IS NOT NULL;

-- How far the open deadlines are counted again by a version. Which are done stands with the clocks themselves: they carry
-- the version that they were counted by. closed_at: no server can still start clocks by an older one.
CREATE TABLE calendar_recount (
    calendar_version DATE NOT NULL PRIMARY KEY,
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    later BIGINT NOT NULL,
    earlier BIGINT NOT NULL,
    settled BIGINT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    closed_at TIMESTAMPTZ
);

-- on_time_until: see Recount::on_time_until of the domain; only of clocks that were dated into the past.
ALTER TABLE objection_clock ADD COLUMN on_time_until TIMESTAMPTZ;
CREATE INDEX objection_clock_version ON objection_clock (calendar_version, holder_id, objection_id, step) WHERE met_at IS NULL;
CREATE INDEX objection_clock_provisional ON objection_clock (holder_id, objection_id) WHERE met_at IS NULL AND provisional;

-- The history of due dates: the event of a clock that a new calendar moved.
CREATE TABLE deadline_move (
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    step TEXT NOT NULL,
    to_version DATE NOT NULL,
    from_version DATE NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    from_date DATE NOT NULL,
    from_due TIMESTAMPTZ NOT NULL,
    from_provisional BOOLEAN NOT NULL,
    to_date DATE NOT NULL,
    to_due TIMESTAMPTZ NOT NULL,
    to_provisional BOOLEAN NOT NULL,
    on_time_until TIMESTAMPTZ,
    PRIMARY KEY (holder_id, objection_id, step, to_version),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);

CREATE TRIGGER deadline_move_fixed BEFORE UPDATE OR DELETE ON deadline_move FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER deadline_move_no_truncate BEFORE TRUNCATE ON deadline_move FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
