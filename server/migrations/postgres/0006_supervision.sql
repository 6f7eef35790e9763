-- 归集质量, 补办 and 随机抽查.

-- What is noted of an entry when it is made, for records are sealed afterwards. entered_on is the local day; it leads the
-- key, so that a month is read in one piece. version is the one that it makes; events without one have no marks.
CREATE TABLE entry_quality (
    entered_on DATE NOT NULL,
    licence_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    holder_id UUID NOT NULL,
    issuer_id UUID NOT NULL,
    on_date DATE NOT NULL,
    collected BOOLEAN NOT NULL,
    version BIGINT,
    required BIGINT NOT NULL,
    required_missing BIGINT NOT NULL,
    recommended BIGINT NOT NULL,
    recommended_missing BIGINT NOT NULL,
    wrong_identifier BIGINT NOT NULL,
    wrong_number BIGINT NOT NULL,
    PRIMARY KEY (entered_on, licence_id, seq),
    FOREIGN KEY (holder_id, licence_id, seq) REFERENCES licence_event (holder_id, licence_id, seq)
);

-- The figures of each issuer's month, counted again by a job until the month is closed. month is its first day; lags says
-- how many entries came after how many days.
CREATE TABLE quality_month (
    month DATE NOT NULL,
    issuer_id UUID NOT NULL REFERENCES agency (id),
    lags JSONB NOT NULL,
    prompt BIGINT NOT NULL,
    collected BIGINT NOT NULL,
    versions BIGINT NOT NULL,
    sealed BIGINT NOT NULL,
    required BIGINT NOT NULL,
    required_missing BIGINT NOT NULL,
    recommended BIGINT NOT NULL,
    recommended_missing BIGINT NOT NULL,
    wrong_identifier BIGINT NOT NULL,
    wrong_number BIGINT NOT NULL,
    upheld BIGINT NOT NULL,
    PRIMARY KEY (month, issuer_id)
);

-- Current licences of each issuer and type, as they were counted last.
CREATE TABLE quality_stock (
    issuer_id UUID NOT NULL REFERENCES agency (id),
    type_code TEXT NOT NULL,
    licences BIGINT NOT NULL,
    PRIMARY KEY (issuer_id, type_code)
);

-- When it was counted, and from which month on it has to be counted again.
CREATE TABLE quality_count (
    name TEXT NOT NULL PRIMARY KEY,
    counted_at TIMESTAMPTZ NOT NULL,
    open_from DATE NOT NULL
);

CREATE INDEX objection_decided ON objection (decided_at, issuer_id, outcome) WHERE decided_at IS NOT NULL;

-- 不可抗力. waiting and items count rows of held_up. What still waits once it is over is a case, whose clock runs from
-- ended_at: objection.outage_id says of which outage, and one of them is open at a time.
CREATE TABLE outage (
    id UUID NOT NULL PRIMARY KEY,
    agency_id UUID NOT NULL REFERENCES agency (id),
    version BIGINT NOT NULL,
    began_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    end_entered_at TIMESTAMPTZ,
    words_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    declared_by UUID NOT NULL REFERENCES staff (id),
    declared_at TIMESTAMPTZ NOT NULL,
    waiting BIGINT NOT NULL,
    items BIGINT NOT NULL
);
CREATE INDEX outage_agency ON outage (agency_id, declared_at, id);

ALTER TABLE objection ADD COLUMN outage_id UUID REFERENCES outage (id);
CREATE INDEX objection_of_outage ON objection (outage_id, filed_at) WHERE outage_id IS NOT NULL;
CREATE UNIQUE INDEX objection_of_outage_open ON objection (outage_id) WHERE outage_id IS NOT NULL AND finished_at IS NULL;

-- Who is told of an outage is told of no holder: such a notice has the nil holder.
ALTER TABLE notice ADD COLUMN outage_id UUID REFERENCES outage (id);

CREATE TABLE held_up (
    outage_id UUID NOT NULL REFERENCES outage (id),
    id UUID NOT NULL,
    what TEXT NOT NULL,
    words_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    state TEXT NOT NULL,
    settled_by UUID REFERENCES staff (id),
    settled_at TIMESTAMPTZ,
    why_sealed BYTEA,
    why_key_id TEXT,
    linked_holder UUID,
    linked_licence UUID,
    linked_seq BIGINT,
    PRIMARY KEY (outage_id, id),
    FOREIGN KEY (linked_holder, linked_licence, linked_seq) REFERENCES licence_event (holder_id, licence_id, seq)
);

CREATE TABLE outage_event (
    outage_id UUID NOT NULL REFERENCES outage (id),
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    event TEXT NOT NULL,
    item_id UUID,
    staff_id UUID NOT NULL REFERENCES staff (id),
    PRIMARY KEY (outage_id, seq)
);

-- A draw: seed, filter and the licences that were there make the sample; stock_digest is SM3 over their ids in order.
CREATE TABLE inspection (
    id UUID NOT NULL PRIMARY KEY,
    seed TEXT NOT NULL,
    filter JSONB NOT NULL,
    wanted BIGINT NOT NULL,
    stock BIGINT NOT NULL,
    upper_id UUID,
    stock_digest BYTEA NOT NULL,
    agency_id UUID NOT NULL REFERENCES agency (id),
    inspector_id UUID NOT NULL REFERENCES staff (id),
    drawn_by UUID NOT NULL REFERENCES staff (id),
    drawn_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX inspection_drawn ON inspection (drawn_at, id);

CREATE TABLE sampled (
    inspection_id UUID NOT NULL REFERENCES inspection (id),
    licence_id UUID NOT NULL,
    holder_id UUID NOT NULL,
    place BIGINT NOT NULL,
    version BIGINT NOT NULL,
    issuer_id UUID NOT NULL REFERENCES agency (id),
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    ground TEXT,
    due_date DATE,
    due_at TIMESTAMPTZ,
    PRIMARY KEY (inspection_id, licence_id),
    FOREIGN KEY (holder_id, licence_id) REFERENCES licence (holder_id, id)
);
CREATE INDEX sampled_issuer ON sampled (issuer_id, inspection_id);

CREATE TABLE sampled_event (
    inspection_id UUID NOT NULL,
    licence_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    event TEXT NOT NULL,
    staff_id UUID NOT NULL REFERENCES staff (id),
    words_sealed BYTEA,
    key_id TEXT,
    PRIMARY KEY (inspection_id, licence_id, seq),
    FOREIGN KEY (inspection_id, licence_id) REFERENCES sampled (inspection_id, licence_id)
);

CREATE TRIGGER entry_quality_fixed BEFORE UPDATE OR DELETE ON entry_quality FOR EACH ROW EXECUTE FUNCTION refuse_change('marks are append-only');
CREATE TRIGGER entry_quality_no_truncate BEFORE TRUNCATE ON entry_quality FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('marks are append-only');
CREATE TRIGGER outage_event_fixed BEFORE UPDATE OR DELETE ON outage_event FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER outage_event_no_truncate BEFORE TRUNCATE ON outage_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER inspection_fixed BEFORE UPDATE OR DELETE ON inspection FOR EACH ROW EXECUTE FUNCTION refuse_change('draws are append-only');
CREATE TRIGGER inspection_no_truncate BEFORE TRUNCATE ON inspection FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('draws are append-only');
CREATE TRIGGER sampled_event_fixed BEFORE UPDATE OF inspection_id, licence_id, seq, at, event, staff_id OR DELETE ON sampled_event FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER sampled_event_key_alone BEFORE UPDATE OF words_sealed, key_id ON sampled_event FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.words_sealed IS NULL) EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER sampled_event_no_truncate BEFORE TRUNCATE ON sampled_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER outage_end_fixed BEFORE UPDATE ON outage FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at) EXECUTE FUNCTION refuse_change('an outage ends once');
CREATE TRIGGER sampled_drawn_fixed BEFORE UPDATE OF inspection_id, licence_id, holder_id, place, version, issuer_id ON sampled FOR EACH ROW EXECUTE FUNCTION refuse_change('draws are append-only');
CREATE TRIGGER sampled_kept BEFORE DELETE ON sampled FOR EACH ROW EXECUTE FUNCTION refuse_change('draws are append-only');
