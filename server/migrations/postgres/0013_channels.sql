-- Keys of other systems: each is one agency's and for one thing. Of the secret there is a digest.
CREATE TABLE machine_key (
    id UUID NOT NULL PRIMARY KEY,
    agency_id UUID NOT NULL REFERENCES agency (id),
    purpose TEXT NOT NULL,
    label TEXT NOT NULL,
    secret_digest BYTEA NOT NULL,
    given_by UUID NOT NULL REFERENCES staff (id),
    given_at TIMESTAMPTZ NOT NULL,
    ended_by UUID REFERENCES staff (id),
    ended_at TIMESTAMPTZ
);

-- Cases that another system brought. reference is what it asks for them by: the hotline's number, or the case's. digest is
-- a keyed one of what was sent first.
CREATE TABLE outside_case (
    agency_id UUID NOT NULL REFERENCES agency (id),
    purpose TEXT NOT NULL,
    reference TEXT NOT NULL,
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    machine_id UUID NOT NULL REFERENCES machine_key (id),
    digest BYTEA NOT NULL,
    PRIMARY KEY (agency_id, purpose, reference),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);

-- A licence as people name it who are no agency of its.
CREATE INDEX licence_named ON licence (number);

CREATE TRIGGER outside_case_fixed BEFORE UPDATE OR DELETE ON outside_case FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER outside_case_no_truncate BEFORE TRUNCATE ON outside_case FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');

-- 移送: how often a case was handed on (domain::flow::Handed), by which agency last, and when the first one had received it;
-- received_at is the receipt by who has to answer.
ALTER TABLE objection ADD COLUMN handed TEXT NOT NULL DEFAULT 'never';
ALTER TABLE objection ADD COLUMN handed_by UUID REFERENCES agency (id);
ALTER TABLE objection ADD COLUMN first_received_at TIMESTAMPTZ;

-- Clocks that fell away because the case was handed on, and the target of who had handed it on before, with the agency that
-- owed them; seq is the event's. due_at is the later one of a clock that was dated anew.
CREATE TABLE fallen_clock (
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    step TEXT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    due_date DATE NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    met_at TIMESTAMPTZ,
    fell_at TIMESTAMPTZ NOT NULL,
    issuer_id UUID NOT NULL REFERENCES agency (id),
    PRIMARY KEY (holder_id, objection_id, seq, step),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);

CREATE INDEX fallen_clock_due ON fallen_clock (due_at);
CREATE INDEX fallen_clock_met ON fallen_clock (met_at) WHERE met_at IS NOT NULL;

CREATE TRIGGER fallen_clock_fixed BEFORE UPDATE OR DELETE ON fallen_clock FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER fallen_clock_no_truncate BEFORE TRUNCATE ON fallen_clock FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
