-- Records of who did and saw what may go once they are old (拉享 四十一, 兰安 四十): only those of these actions, only under
-- a permit that two people gave, and none of a holder for whose case somebody has said that they stay. What isn't named
-- here is an archive (庆证 二十四) and stays for good.
CREATE TABLE prunable (
    action TEXT NOT NULL PRIMARY KEY,
    class TEXT NOT NULL
);
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
    id UUID NOT NULL PRIMARY KEY,
    class TEXT NOT NULL CHECK (class IN ('use', 'access')),
    before_at TIMESTAMPTZ NOT NULL,
    reason TEXT NOT NULL,
    asked_by UUID NOT NULL REFERENCES staff (id),
    asked_at TIMESTAMPTZ NOT NULL,
    decided_by UUID REFERENCES staff (id),
    decided_at TIMESTAMPTZ,
    granted BOOLEAN,
    ended_at TIMESTAMPTZ,
    removed BIGINT NOT NULL DEFAULT 0,
    reached_id UUID,
    first_at TIMESTAMPTZ,
    last_at TIMESTAMPTZ,
    head BYTEA,
    CHECK (decided_by <> asked_by),
    CHECK ((granted IS NULL) = (decided_by IS NULL)),
    CHECK (before_at <= asked_at - CASE class WHEN 'use' THEN INTERVAL '36 months' ELSE INTERVAL '6 months' END)
);

-- What stays because of a case: every record of its objector and of the leading holder of what it is about, and every record
-- that names the case or its licence, whoever's it is.
CREATE TABLE record_hold (
    id UUID NOT NULL PRIMARY KEY,
    objection_id UUID NOT NULL,
    holder_id UUID NOT NULL,
    licence_id UUID,
    reason_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    held_by UUID NOT NULL REFERENCES staff (id),
    held_at TIMESTAMPTZ NOT NULL,
    lifted_by UUID REFERENCES staff (id),
    lifted_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX record_hold_open ON record_hold (objection_id, holder_id) WHERE lifted_at IS NULL;
CREATE INDEX record_hold_holder ON record_hold (holder_id) WHERE lifted_at IS NULL;

DROP TRIGGER audit_fixed ON audit;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change('audit is append-only');
CREATE FUNCTION keep_records() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pruning p JOIN prunable a ON a.class = p.class
        WHERE a.action = OLD.action AND p.granted AND p.ended_at IS NULL AND OLD.at < p.before_at
    ) OR EXISTS (
        SELECT 1 FROM record_hold h WHERE h.lifted_at IS NULL AND (h.holder_id = OLD.holder_id
            OR CAST(OLD.object_ids AS TEXT) LIKE '%' || CAST(h.objection_id AS TEXT) || '%'
            OR CAST(OLD.object_ids AS TEXT) LIKE '%' || CAST(h.licence_id AS TEXT) || '%')
    )
    THEN RAISE EXCEPTION 'audit is append-only'; END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keep_records();
CREATE TRIGGER prunable_fixed BEFORE INSERT OR UPDATE OR DELETE ON prunable FOR EACH ROW EXECUTE FUNCTION refuse_change('what may go is fixed');
CREATE TRIGGER prunable_no_truncate BEFORE TRUNCATE ON prunable FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('what may go is fixed');
CREATE TRIGGER pruning_fixed BEFORE UPDATE ON pruning FOR EACH ROW
    WHEN (OLD.ended_at IS NOT NULL OR NEW.id IS DISTINCT FROM OLD.id OR NEW.class IS DISTINCT FROM OLD.class OR NEW.before_at IS DISTINCT FROM OLD.before_at OR NEW.asked_by IS DISTINCT FROM OLD.asked_by
        OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR NEW.reason IS DISTINCT FROM OLD.reason OR (OLD.granted IS NOT NULL AND (NEW.granted IS DISTINCT FROM OLD.granted OR NEW.decided_by IS DISTINCT FROM OLD.decided_by)) OR NEW.removed < OLD.removed)
    EXECUTE FUNCTION refuse_change('a permit is fixed');
CREATE TRIGGER pruning_asked BEFORE INSERT ON pruning FOR EACH ROW WHEN (NEW.granted IS NOT NULL) EXECUTE FUNCTION refuse_change('a permit is asked for first');
CREATE TRIGGER pruning_no_delete BEFORE DELETE ON pruning FOR EACH ROW EXECUTE FUNCTION refuse_change('permits are append-only');
CREATE TRIGGER pruning_no_truncate BEFORE TRUNCATE ON pruning FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('permits are append-only');
CREATE TRIGGER record_hold_no_delete BEFORE DELETE ON record_hold FOR EACH ROW EXECUTE FUNCTION refuse_change('holds are append-only');
CREATE TRIGGER record_hold_no_truncate BEFORE TRUNCATE ON record_hold FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('holds are append-only');
