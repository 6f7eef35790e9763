-- 电子监察, 督办 and what is disclosed of cases.

-- What a month's figures are counted from: what was received, and clocks that were met or ran out. A clock that is met in
-- time, as nearly all are, is in one of them; filing writes none of those of clocks.
CREATE INDEX objection_received ON objection (received_at) WHERE received_at IS NOT NULL;
CREATE INDEX objection_clock_met ON objection_clock (met_at) WHERE met_at IS NOT NULL;
CREATE INDEX objection_clock_unmet ON objection_clock (due_at) WHERE met_at IS NULL;
CREATE INDEX objection_clock_late ON objection_clock (due_at) WHERE met_at >= due_at;
-- Of the few that a new calendar dated into the past the later date counts.
CREATE INDEX objection_clock_later ON objection_clock (on_time_until) WHERE on_time_until IS NOT NULL;
-- When the case took another branch after the clock had run out: it was late, and stays. met_at is then the same, so that
-- nothing waits for it; a clock that falls away before it runs out was never owed, and its row goes.
ALTER TABLE objection_clock ADD COLUMN spared_at TIMESTAMPTZ;

-- So many times a fact is true of a month, counted again by a job until the month is closed. month is its first day; days
-- are what a met clock took, else 0. type_code is empty where a case is about no licence.
CREATE TABLE case_figure (
    month DATE NOT NULL,
    fact TEXT NOT NULL,
    days BIGINT NOT NULL,
    procedure TEXT NOT NULL,
    issuer_id UUID NOT NULL REFERENCES agency (id),
    type_code TEXT NOT NULL,
    channel TEXT NOT NULL,
    ground TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (month, fact, days, procedure, issuer_id, type_code, channel, ground)
);

-- The same summed by one thing alone: dimension says by which (all: by none), part is its value. The board of all cases and
-- the trend of a part read these few.
CREATE TABLE case_part (
    dimension TEXT NOT NULL,
    month DATE NOT NULL,
    part TEXT NOT NULL,
    fact TEXT NOT NULL,
    days BIGINT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (dimension, month, part, fact, days)
);

-- What is unfinished, as it was counted last.
CREATE TABLE case_standing (
    procedure TEXT NOT NULL,
    issuer_id UUID NOT NULL REFERENCES agency (id),
    type_code TEXT NOT NULL,
    channel TEXT NOT NULL,
    ground TEXT NOT NULL,
    handler_id UUID REFERENCES staff (id),
    open_cases BIGINT NOT NULL,
    due_today BIGINT NOT NULL,
    overdue BIGINT NOT NULL,
    provisional BIGINT NOT NULL,
    unanswered BIGINT NOT NULL
);

-- When it was counted, from which month on it has to be counted again, and by which calendar. asked_from: an earlier month
-- into which something was entered since.
CREATE TABLE case_count (
    name TEXT NOT NULL PRIMARY KEY,
    counted_at TIMESTAMPTZ NOT NULL,
    open_from DATE NOT NULL,
    calendar_version DATE NOT NULL,
    asked_from DATE
);

-- 督办: somebody who watches asks the agency of a case for an answer by a day. It moves no clock. What was asked stays as it
-- was, and it is answered once.
CREATE TABLE urging (
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    id UUID NOT NULL,
    issuer_id UUID NOT NULL REFERENCES agency (id),
    answer_by DATE NOT NULL,
    words_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    urged_by UUID NOT NULL REFERENCES staff (id),
    urged_at TIMESTAMPTZ NOT NULL,
    answer_sealed BYTEA,
    answer_key_id TEXT,
    answered_by UUID REFERENCES staff (id),
    answered_at TIMESTAMPTZ,
    PRIMARY KEY (holder_id, objection_id, id),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);
CREATE INDEX urging_unanswered ON urging (answer_by) WHERE answered_at IS NULL;

-- Cases that were taken home whole: by whom, for what, and the SM3 digest of what was signed.
CREATE TABLE case_export (
    id UUID NOT NULL PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    staff_id UUID NOT NULL REFERENCES staff (id),
    agency_id UUID NOT NULL REFERENCES agency (id),
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    in_full BOOLEAN NOT NULL,
    reason_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    digest BYTEA NOT NULL,
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);
-- What people were told of a case.
CREATE INDEX notice_of_case ON notice (objection_id) WHERE objection_id IS NOT NULL;

-- 办理公开: words about a case, sealed while they wait for a second person or are withheld; question, answer and the days stand
-- plain while everybody may read them. id is known to everybody and leads to nothing else.
CREATE TABLE disclosure (
    holder_id UUID NOT NULL,
    objection_id UUID NOT NULL,
    id UUID NOT NULL,
    issuer_id UUID NOT NULL REFERENCES agency (id),
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    words_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    proposed_by UUID NOT NULL REFERENCES staff (id),
    proposed_at TIMESTAMPTZ NOT NULL,
    decided_by UUID REFERENCES staff (id),
    decided_at TIMESTAMPTZ,
    why_sealed BYTEA,
    why_key_id TEXT,
    received_on DATE,
    answered_on DATE,
    question TEXT,
    answer TEXT,
    PRIMARY KEY (holder_id, objection_id),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
);
CREATE INDEX disclosure_released ON disclosure (answered_on, id) WHERE state = 'released';

CREATE TRIGGER urging_fixed BEFORE UPDATE OF holder_id, objection_id, id, issuer_id, answer_by, urged_by, urged_at ON urging FOR EACH ROW EXECUTE FUNCTION refuse_change('what was asked is append-only');
CREATE TRIGGER urging_key_alone BEFORE UPDATE OF words_sealed, key_id ON urging FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.words_sealed IS NULL) EXECUTE FUNCTION refuse_change('what was asked is append-only');
CREATE TRIGGER urging_answered_once BEFORE UPDATE OF holder_id, objection_id, id, issuer_id, answer_by, urged_by, urged_at, answered_by, answered_at ON urging FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL) EXECUTE FUNCTION refuse_change('it is answered once');
CREATE TRIGGER urging_answer_key_alone BEFORE UPDATE OF answer_sealed, answer_key_id ON urging FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL AND (COALESCE(NEW.answer_key_id = OLD.answer_key_id, TRUE) OR NEW.answer_sealed IS NULL)) EXECUTE FUNCTION refuse_change('it is answered once');
CREATE TRIGGER urging_kept BEFORE DELETE ON urging FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER case_export_fixed BEFORE UPDATE OF id, at, staff_id, agency_id, holder_id, objection_id, in_full, digest OR DELETE ON case_export FOR EACH ROW EXECUTE FUNCTION refuse_change('exports are append-only');
CREATE TRIGGER case_export_key_alone BEFORE UPDATE OF reason_sealed, key_id ON case_export FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.reason_sealed IS NULL) EXECUTE FUNCTION refuse_change('exports are append-only');
CREATE TRIGGER case_export_no_truncate BEFORE TRUNCATE ON case_export FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('exports are append-only');
