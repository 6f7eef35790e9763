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
ALTER TABLE objection_clock ADD COLUMN spared_at TEXT;

-- So many times a fact is true of a month, counted again by a job until the month is closed. month is its first day; days
-- are what a met clock took, else 0. type_code is empty where a case is about no licence.
CREATE TABLE case_figure (
    month TEXT NOT NULL,
    fact TEXT NOT NULL,
    days INTEGER NOT NULL,
    procedure TEXT NOT NULL,
    issuer_id TEXT NOT NULL REFERENCES agency (id),
    type_code TEXT NOT NULL,
    channel TEXT NOT NULL,
    ground TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (month, fact, days, procedure, issuer_id, type_code, channel, ground)
) STRICT, WITHOUT ROWID;

-- The same summed by one thing alone: dimension says by which (all: by none), part is its value. The board of all cases and
-- the trend of a part read these few.
CREATE TABLE case_part (
    dimension TEXT NOT NULL,
    month TEXT NOT NULL,
    part TEXT NOT NULL,
    fact TEXT NOT NULL,
    days INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (dimension, month, part, fact, days)
) STRICT, WITHOUT ROWID;

-- What is unfinished, as it was counted last.
CREATE TABLE case_standing (
    procedure TEXT NOT NULL,
    issuer_id TEXT NOT NULL REFERENCES agency (id),
    type_code TEXT NOT NULL,
    channel TEXT NOT NULL,
    ground TEXT NOT NULL,
    handler_id TEXT REFERENCES staff (id),
    open_cases INTEGER NOT NULL,
    due_today INTEGER NOT NULL,
    overdue INTEGER NOT NULL,
    provisional INTEGER NOT NULL,
    unanswered INTEGER NOT NULL
) STRICT;

-- When it was counted, from which month on it has to be counted again, and by which calendar. asked_from: an earlier month
-- into which something was entered since.
CREATE TABLE case_count (
    name TEXT NOT NULL PRIMARY KEY,
    counted_at TEXT NOT NULL,
    open_from TEXT NOT NULL,
    calendar_version TEXT NOT NULL,
    asked_from TEXT
) STRICT;

-- 督办: somebody who watches asks the agency of a case for an answer by a day. It moves no clock. What was asked stays as it
-- was, and it is answered once.
CREATE TABLE urging (
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    id TEXT NOT NULL,
    issuer_id TEXT NOT NULL REFERENCES agency (id),
    answer_by TEXT NOT NULL,
    words_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    urged_by TEXT NOT NULL REFERENCES staff (id),
    urged_at TEXT NOT NULL,
    answer_sealed BLOB,
    answer_key_id TEXT,
    answered_by TEXT REFERENCES staff (id),
    answered_at TEXT,
    PRIMARY KEY (holder_id, objection_id, id),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
) STRICT;
CREATE INDEX urging_unanswered ON urging (answer_by) WHERE answered_at IS NULL;

-- Cases that were taken home whole: by whom, for what, and the SM3 digest of what was signed.
CREATE TABLE case_export (
    id TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    agency_id TEXT NOT NULL REFERENCES agency (id),
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    in_full INTEGER NOT NULL,
    reason_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    digest BLOB NOT NULL,
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
) STRICT;
-- What people were told of a case.
CREATE INDEX notice_of_case ON notice (objection_id) WHERE objection_id IS NOT NULL;

-- 办理公开: words about a case, sealed while they wait for a second person or are withheld; question, answer and the days stand
-- plain while everybody may read them. id is known to everybody and leads to nothing else.
CREATE TABLE disclosure (
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    id TEXT NOT NULL,
    issuer_id TEXT NOT NULL REFERENCES agency (id),
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    words_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES staff (id),
    proposed_at TEXT NOT NULL,
    decided_by TEXT REFERENCES staff (id),
    decided_at TEXT,
    why_sealed BLOB,
    why_key_id TEXT,
    received_on TEXT,
    answered_on TEXT,
    question TEXT,
    answer TEXT,
    PRIMARY KEY (holder_id, objection_id),
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
) STRICT;
CREATE INDEX disclosure_released ON disclosure (answered_on, id) WHERE state = 'released';

CREATE TRIGGER urging_fixed BEFORE UPDATE OF holder_id, objection_id, id, issuer_id, answer_by, urged_by, urged_at ON urging BEGIN SELECT RAISE(ABORT, 'what was asked is append-only'); END;
CREATE TRIGGER urging_key_alone BEFORE UPDATE OF words_sealed, key_id ON urging WHEN COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.words_sealed IS NULL BEGIN SELECT RAISE(ABORT, 'what was asked is append-only'); END;
CREATE TRIGGER urging_answered_once BEFORE UPDATE OF holder_id, objection_id, id, issuer_id, answer_by, urged_by, urged_at, answered_by, answered_at ON urging WHEN OLD.answered_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'it is answered once'); END;
CREATE TRIGGER urging_answer_key_alone BEFORE UPDATE OF answer_sealed, answer_key_id ON urging WHEN OLD.answered_at IS NOT NULL AND (COALESCE(NEW.answer_key_id = OLD.answer_key_id, TRUE) OR NEW.answer_sealed IS NULL) BEGIN SELECT RAISE(ABORT, 'it is answered once'); END;
CREATE TRIGGER urging_kept BEFORE DELETE ON urging BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER case_export_no_update BEFORE UPDATE OF id, at, staff_id, agency_id, holder_id, objection_id, in_full, digest ON case_export BEGIN SELECT RAISE(ABORT, 'exports are append-only'); END;
CREATE TRIGGER case_export_key_alone BEFORE UPDATE OF reason_sealed, key_id ON case_export WHEN COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.reason_sealed IS NULL BEGIN SELECT RAISE(ABORT, 'exports are append-only'); END;
CREATE TRIGGER case_export_no_delete BEFORE DELETE ON case_export BEGIN SELECT RAISE(ABORT, 'exports are append-only'); END;
