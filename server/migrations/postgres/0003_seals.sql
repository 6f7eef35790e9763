-- The roots of this deployment. A root without a key here was loaded; its key is elsewhere. place: 1 for the first, so that
-- two servers can't both make it.
CREATE TABLE seal_root (
    id UUID NOT NULL PRIMARY KEY,
    place BIGINT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    certificate BYTEA NOT NULL,
    handle BYTEA,
    key_id TEXT,
    made_at TIMESTAMPTZ NOT NULL
);

-- form holds everything of the 采集表, sealed; chain the certificates from the seal's own to the root (DER in base64, JSON).
-- handle opens the private key, see ports::seal_keys. Each change raises version by one and stands in seal_event.
CREATE TABLE seal (
    id UUID NOT NULL PRIMARY KEY,
    agency_id UUID NOT NULL REFERENCES agency (id),
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    form_sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    keeper_id UUID REFERENCES staff (id),
    deputy_id UUID REFERENCES staff (id),
    requested_at TIMESTAMPTZ NOT NULL,
    handle BYTEA,
    handle_key_id TEXT,
    chain JSONB,
    valid_from TIMESTAMPTZ,
    valid_to TIMESTAMPTZ
);
CREATE INDEX seal_agency ON seal (agency_id, requested_at, id);

-- What happened to a seal, and each hand-over: from whom, to whom, and who agreed (staff_id).
CREATE TABLE seal_event (
    seal_id UUID NOT NULL REFERENCES seal (id),
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    deed TEXT NOT NULL,
    staff_id UUID NOT NULL REFERENCES staff (id),
    from_id UUID REFERENCES staff (id),
    to_id UUID REFERENCES staff (id),
    note_sealed BYTEA,
    key_id TEXT,
    PRIMARY KEY (seal_id, seq)
);

-- A standing authority to put a seal on what comes of one type.
CREATE TABLE sealing_authority (
    id UUID NOT NULL PRIMARY KEY,
    seal_id UUID NOT NULL REFERENCES seal (id),
    type_code TEXT NOT NULL REFERENCES licence_type (code),
    covers TEXT NOT NULL,
    from_date DATE NOT NULL,
    to_date DATE NOT NULL,
    granted_by UUID NOT NULL REFERENCES staff (id),
    granted_at TIMESTAMPTZ NOT NULL,
    ended_by UUID REFERENCES staff (id),
    ended_at TIMESTAMPTZ
);
CREATE INDEX sealing_authority_seal ON sealing_authority (seal_id);

-- The seal on a version: put by somebody (staff_id) or by an authority.
CREATE TABLE licence_seal (
    holder_id UUID NOT NULL,
    licence_id UUID NOT NULL,
    version BIGINT NOT NULL,
    seal_id UUID NOT NULL REFERENCES seal (id),
    signature BYTEA NOT NULL,
    sealed_at TIMESTAMPTZ NOT NULL,
    staff_id UUID REFERENCES staff (id),
    authority_id UUID REFERENCES sealing_authority (id),
    PRIMARY KEY (holder_id, licence_id, version),
    FOREIGN KEY (holder_id, licence_id, version) REFERENCES licence_version (holder_id, licence_id, version)
);
CREATE INDEX licence_seal_summary ON licence_seal (seal_id, sealed_at, authority_id);

CREATE TABLE licence_print (
    id UUID NOT NULL PRIMARY KEY,
    holder_id UUID NOT NULL,
    licence_id UUID NOT NULL,
    version BIGINT NOT NULL,
    agency_id UUID NOT NULL REFERENCES agency (id),
    staff_id UUID REFERENCES staff (id),
    printed_at TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (holder_id, licence_id, version) REFERENCES licence_version (holder_id, licence_id, version)
);
CREATE INDEX licence_print_summary ON licence_print (agency_id, printed_at);

CREATE TRIGGER seal_root_fixed BEFORE UPDATE OF id, place, name, certificate, made_at OR DELETE ON seal_root FOR EACH ROW EXECUTE FUNCTION refuse_change('roots of seals are append-only');
CREATE TRIGGER seal_root_key_alone BEFORE UPDATE OF handle, key_id ON seal_root FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.handle IS NULL) EXECUTE FUNCTION refuse_change('roots of seals are append-only');
CREATE TRIGGER seal_root_no_truncate BEFORE TRUNCATE ON seal_root FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('roots of seals are append-only');
CREATE TRIGGER seal_event_fixed BEFORE UPDATE OF seal_id, seq, at, deed, staff_id, from_id, to_id OR DELETE ON seal_event FOR EACH ROW EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER seal_event_key_alone BEFORE UPDATE OF note_sealed, key_id ON seal_event FOR EACH ROW WHEN (COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.note_sealed IS NULL) EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER seal_event_no_truncate BEFORE TRUNCATE ON seal_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('history is append-only');
CREATE TRIGGER licence_seal_fixed BEFORE UPDATE OR DELETE ON licence_seal FOR EACH ROW EXECUTE FUNCTION refuse_change('seals are append-only');
CREATE TRIGGER licence_seal_no_truncate BEFORE TRUNCATE ON licence_seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('seals are append-only');
CREATE TRIGGER licence_print_fixed BEFORE UPDATE OR DELETE ON licence_print FOR EACH ROW EXECUTE FUNCTION refuse_change('print-outs are append-only');
CREATE TRIGGER licence_print_no_truncate BEFORE TRUNCATE ON licence_print FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('print-outs are append-only');
CREATE TRIGGER seal_kept BEFORE DELETE ON seal FOR EACH ROW EXECUTE FUNCTION refuse_change('the register of seals is kept');
CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the register of seals is kept');
CREATE TRIGGER sealing_authority_kept BEFORE DELETE ON sealing_authority FOR EACH ROW EXECUTE FUNCTION refuse_change('authorities are kept');
CREATE TRIGGER sealing_authority_no_truncate BEFORE TRUNCATE ON sealing_authority FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('authorities are kept');
