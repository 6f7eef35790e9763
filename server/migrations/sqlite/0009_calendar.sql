-- 放假安排 that the managing body loads: proposed by one person, approved by another. calendar_version is the day from which
-- it counts here and names the version of the calendar that it made; no two make the same.
CREATE TABLE calendar_arrangement (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    number TEXT NOT NULL,
    published TEXT NOT NULL,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    second_source TEXT NOT NULL,
    arrangements TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    why TEXT NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES staff (id),
    proposed_at TEXT NOT NULL,
    decided_by TEXT REFERENCES staff (id),
    decided_at TEXT,
    calendar_version TEXT
) STRICT;
CREATE INDEX calendar_arrangement_proposed ON calendar_arrangement (proposed_at, id);
CREATE UNIQUE INDEX calendar_arrangement_version ON calendar_arrangement (calendar_version) WHERE calendar_version IS NOT NULL;

-- How far the open deadlines are counted again by a version. Which are done stands with the clocks themselves: they carry
-- the version that they were counted by. closed_at: no server can still start clocks by an older one.
CREATE TABLE calendar_recount (
    calendar_version TEXT NOT NULL PRIMARY KEY,
    total INTEGER NOT NULL,
    done INTEGER NOT NULL,
    later INTEGER NOT NULL,
    earlier INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    closed_at TEXT
) STRICT;

-- on_time_until: see Recount::on_time_until of the domain; only of clocks that were dated into the past.
ALTER TABLE objection_clock ADD COLUMN on_time_until TEXT;
CREATE INDEX objection_clock_version ON objection_clock (calendar_version, holder_id, objection_id, step) WHERE met_at IS NULL;
CREATE INDEX objection_clock_provisional ON objection_clock (holder_id, objection_id) WHERE met_at IS NULL AND provisional;

-- The history of due dates: the event of a clock that a new calendar moved.
CREATE TABLE deadline_move (
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    step TEXT NOT NULL,
    to_version TEXT NOT NULL,
    from_version TEXT NOT NULL,
    at TEXT NOT NULL,
    from_date TEXT NOT NULL,
    from_due TEXT NOT NULL,
    from_provisional INTEGER NOT NULL,
    to_date TEXT NOT NULL,
    to_due TEXT NOT NULL,
    to_provisional INTEGER NOT NULL,
    on_time_until TEXT,
    PRIMARY KEY (holder_id, objection_id, step, to_version),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
) STRICT;

CREATE TRIGGER deadline_move_no_update BEFORE UPDATE ON deadline_move BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER deadline_move_no_delete BEFORE DELETE ON deadline_move BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
