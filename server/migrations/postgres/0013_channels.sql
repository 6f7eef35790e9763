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
