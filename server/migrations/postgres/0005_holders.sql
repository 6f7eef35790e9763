-- Who may act for a company: its legal representative (acting_as 'representative', no last day) and the agents whom that
-- one names. Days are local and both count. ended_at is an end before the last day.
CREATE TABLE representation (
    company_id UUID NOT NULL REFERENCES holder (id),
    id UUID NOT NULL,
    person_id UUID NOT NULL REFERENCES holder (id),
    acting_as TEXT NOT NULL,
    from_date DATE NOT NULL,
    to_date DATE,
    ended_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (company_id, id)
);
CREATE UNIQUE INDEX representation_id ON representation (id);
CREATE INDEX representation_person ON representation (person_id);

-- by_id is the person who named or ended it, staff_id whoever of the registering agency did, with the words that were said
-- of it; neither is the library's own registration.
CREATE TABLE representation_event (
    company_id UUID NOT NULL,
    representation_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    kind TEXT NOT NULL,
    by_id UUID REFERENCES holder (id),
    staff_id UUID REFERENCES staff (id),
    words_sealed BYTEA,
    key_id TEXT,
    PRIMARY KEY (company_id, representation_id, seq),
    FOREIGN KEY (company_id, representation_id) REFERENCES representation (company_id, id)
);

-- The representation under which a session's person acts now; none is for themselves.
ALTER TABLE session ADD COLUMN representation_id UUID REFERENCES representation (id);

-- For whom the actor acted, where that isn't the actor: a person for a company.
ALTER TABLE audit ADD COLUMN acting_for UUID;

-- Whom to remind next: what still ends, by the reminders that it has had.
CREATE INDEX licence_reminders ON licence (reminded, valid_to) WHERE valid_to IS NOT NULL AND status IN ('valid', 'suspended', 'lost');

CREATE TRIGGER representation_event_fixed BEFORE UPDATE OF company_id, representation_id, seq, at, kind, by_id, staff_id OR DELETE ON representation_event FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER representation_event_key_alone BEFORE UPDATE OF words_sealed, key_id ON representation_event FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.words_sealed IS NULL) EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER representation_event_no_truncate BEFORE TRUNCATE ON representation_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
