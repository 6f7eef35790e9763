-- 协查: the agency of a case asks another one, which sees the question and the case number and not the case. It moves no
-- clock of the case. What was asked stays as it was, and it is answered once. late_at is when the asker was told that its
-- day had passed.
CREATE TABLE inquiry (
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    id UUID NOT NULL,
    asker_id UUID NOT NULL REFERENCES agency (id),
    agency_id UUID NOT NULL REFERENCES agency (id),
    answer_by DATE NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    words_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    asked_by UUID NOT NULL REFERENCES staff (id),
    asked_at TIMESTAMPTZ NOT NULL,
    answer_sealed BYTEA,
    answer_key_id TEXT,
    answered_by UUID REFERENCES staff (id),
    answered_at TIMESTAMPTZ,
    late_at TIMESTAMPTZ,
    PRIMARY KEY (holder_id, objection_id, id),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);
CREATE UNIQUE INDEX inquiry_id ON inquiry (id);
CREATE INDEX inquiry_of_agency ON inquiry (agency_id, asked_at, id);
CREATE INDEX inquiry_unanswered ON inquiry (due_at) WHERE answered_at IS NULL AND late_at IS NULL;

CREATE TRIGGER inquiry_fixed BEFORE UPDATE OF holder_id, objection_id, id, asker_id, agency_id, answer_by, due_at, asked_by, asked_at ON inquiry FOR EACH ROW EXECUTE FUNCTION refuse_change('what was asked is append-only');
CREATE TRIGGER inquiry_key_alone BEFORE UPDATE OF words_sealed, key_id ON inquiry FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.words_sealed IS NULL) EXECUTE FUNCTION refuse_change('what was asked is append-only');
CREATE TRIGGER inquiry_answered_once BEFORE UPDATE OF holder_id, objection_id, id, asker_id, agency_id, answer_by, due_at, asked_by, asked_at, answered_by, answered_at, late_at ON inquiry FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL) EXECUTE FUNCTION refuse_change('it is answered once');
CREATE TRIGGER inquiry_answer_key_alone BEFORE UPDATE OF answer_sealed, answer_key_id ON inquiry FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL AND (COALESCE(NEW.answer_key_id = OLD.answer_key_id, TRUE) OR NEW.answer_sealed IS NULL)) EXECUTE FUNCTION refuse_change('it is answered once');
CREATE TRIGGER inquiry_kept BEFORE DELETE ON inquiry FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');

-- 复核 was asked for: other people than before propose and decide from then on.
ALTER TABLE objection ADD COLUMN reviewing BOOLEAN NOT NULL DEFAULT FALSE;

-- Decisions that a reopening or a review has set aside; seq is the event that did. The proposal is sealed as in the case.
CREATE TABLE earlier_decision (
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    proposal_sealed BYTEA NOT NULL,
    proposal_key_id TEXT NOT NULL,
    proposed_by UUID NOT NULL REFERENCES staff (id),
    decided_by UUID NOT NULL REFERENCES staff (id),
    decided_at TIMESTAMPTZ NOT NULL,
    corrected_version BIGINT,
    withheld TEXT,
    PRIMARY KEY (holder_id, objection_id, seq),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);

CREATE TRIGGER earlier_decision_no_update BEFORE UPDATE OF holder_id, objection_id, seq, outcome, proposed_by, decided_by, decided_at, corrected_version, withheld ON earlier_decision FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER earlier_decision_key_alone BEFORE UPDATE OF proposal_sealed, proposal_key_id ON earlier_decision FOR EACH ROW WHEN (COALESCE(NEW.proposal_key_id = OLD.proposal_key_id, TRUE) OR NEW.proposal_sealed IS NULL) EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER earlier_decision_no_delete BEFORE DELETE ON earlier_decision FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
