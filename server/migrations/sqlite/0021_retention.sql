-- Records of who did and saw what may go once they are old (拉享 四十一, 兰安 四十): only those of these actions, only under
-- a permit that two people gave, and none of a holder for whose case somebody has said that they stay. What isn't named
-- here is an archive (庆证 二十四) and stays for good.
CREATE TABLE prunable (
    action TEXT NOT NULL PRIMARY KEY,
    class TEXT NOT NULL
) STRICT;
INSERT INTO prunable (action, class) VALUES
    ('list-licences', 'use'),
    ('read-licence', 'use'),
    ('show-licence', 'use'),
    ('check-shown', 'use'),
    ('reveal-licence', 'use'),
    ('read-draft', 'use'),
    ('read-evidence', 'use'),
    ('list-cases', 'use'),
    ('read-case', 'use'),
    ('list-inquiries', 'use'),
    ('list-notices', 'use'),
    ('read-notice', 'use'),
    ('list-undelivered', 'use'),
    ('list-preparations', 'use'),
    ('read-preparation', 'use'),
    ('search-licences', 'use'),
    ('export-licences', 'use'),
    ('read-uses', 'use'),
    ('read-case-notes', 'use'),
    ('read-seal', 'use'),
    ('list-waiting', 'use'),
    ('list-agents', 'use'),
    ('list-representatives', 'use'),
    ('list-held-up', 'use'),
    ('read-outage', 'use'),
    ('read-sample', 'use'),
    ('read-import', 'use'),
    ('log-in', 'access'),
    ('try-log-in', 'access'),
    ('log-out', 'access'),
    ('act-for', 'access');

-- A permit is open from its grant to its end. before_at is what the rulebook lets go on the day on which it was asked; the
-- law's least stands here as well. What went is summed up: how much, from when to when, and the end of a chain of SHA-256
-- over its lines in the archive.
CREATE TABLE pruning (
    id TEXT NOT NULL PRIMARY KEY,
    class TEXT NOT NULL CHECK (class IN ('use', 'access')),
    before_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES staff (id),
    asked_at TEXT NOT NULL,
    decided_by TEXT REFERENCES staff (id),
    decided_at TEXT,
    granted INTEGER,
    ended_at TEXT,
    removed INTEGER NOT NULL DEFAULT 0,
    reached_id TEXT,
    first_at TEXT,
    last_at TEXT,
    head BLOB,
    CHECK (decided_by <> asked_by),
    CHECK ((granted IS NULL) = (decided_by IS NULL)),
    CHECK (before_at <= strftime('%Y-%m-%dT%H:%M:%S.000000Z', asked_at, CASE class WHEN 'use' THEN '-36 months' ELSE '-6 months' END))
) STRICT;

-- What stays because of a case: every record of its objector and of the leading holder of what it is about, and every record
-- that names the case or its licence, whoever's it is.
CREATE TABLE record_hold (
    id TEXT NOT NULL PRIMARY KEY,
    objection_id TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    licence_id TEXT,
    reason_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    held_by TEXT NOT NULL REFERENCES staff (id),
    held_at TEXT NOT NULL,
    lifted_by TEXT REFERENCES staff (id),
    lifted_at TEXT
) STRICT;
CREATE UNIQUE INDEX record_hold_open ON record_hold (objection_id, holder_id) WHERE lifted_at IS NULL;
CREATE INDEX record_hold_holder ON record_hold (holder_id) WHERE lifted_at IS NULL;

DROP TRIGGER audit_no_delete;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit WHEN NOT EXISTS (
        SELECT 1 FROM pruning p JOIN prunable a ON a.class = p.class
        WHERE a.action = OLD.action AND p.granted AND p.ended_at IS NULL AND OLD.at < p.before_at
    ) OR EXISTS (
        SELECT 1 FROM record_hold h WHERE h.lifted_at IS NULL AND (h.holder_id = OLD.holder_id
            OR OLD.object_ids LIKE '%' || h.objection_id || '%' OR OLD.object_ids LIKE '%' || h.licence_id || '%')
    )
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER prunable_no_insert BEFORE INSERT ON prunable BEGIN SELECT RAISE(ABORT, 'what may go is fixed'); END;
CREATE TRIGGER prunable_no_update BEFORE UPDATE ON prunable BEGIN SELECT RAISE(ABORT, 'what may go is fixed'); END;
CREATE TRIGGER prunable_no_delete BEFORE DELETE ON prunable BEGIN SELECT RAISE(ABORT, 'what may go is fixed'); END;
CREATE TRIGGER pruning_fixed BEFORE UPDATE ON pruning
    WHEN OLD.ended_at IS NOT NULL OR NEW.id IS DISTINCT FROM OLD.id OR NEW.class IS DISTINCT FROM OLD.class OR NEW.before_at IS DISTINCT FROM OLD.before_at OR NEW.asked_by IS DISTINCT FROM OLD.asked_by
        OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR NEW.reason IS DISTINCT FROM OLD.reason OR (OLD.granted IS NOT NULL AND (NEW.granted IS DISTINCT FROM OLD.granted OR NEW.decided_by IS DISTINCT FROM OLD.decided_by)) OR NEW.removed < OLD.removed
BEGIN SELECT RAISE(ABORT, 'a permit is fixed'); END;
CREATE TRIGGER pruning_asked BEFORE INSERT ON pruning WHEN NEW.granted IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a permit is asked for first'); END;
CREATE TRIGGER pruning_no_delete BEFORE DELETE ON pruning BEGIN SELECT RAISE(ABORT, 'permits are append-only'); END;
CREATE TRIGGER record_hold_no_delete BEFORE DELETE ON record_hold BEGIN SELECT RAISE(ABORT, 'holds are append-only'); END;
