-- The roots of this deployment. A root without a key here was loaded; its key is elsewhere. place: 1 for the first, so that
-- two servers can't both make it.
CREATE TABLE seal_root (
    id TEXT NOT NULL PRIMARY KEY,
    place INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    certificate BLOB NOT NULL,
    handle BLOB,
    key_id TEXT,
    made_at TEXT NOT NULL
) STRICT;

-- form holds everything of the 采集表, sealed; chain the certificates from the seal's own to the root (DER in base64, JSON).
-- handle opens the private key, see ports::seal_keys. Each change raises version by one and stands in seal_event.
CREATE TABLE seal (
    id TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    form_sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    keeper_id TEXT REFERENCES staff (id),
    deputy_id TEXT REFERENCES staff (id),
    requested_at TEXT NOT NULL,
    handle BLOB,
    handle_key_id TEXT,
    chain TEXT,
    valid_from TEXT,
    valid_to TEXT
) STRICT;
CREATE INDEX seal_agency ON seal (agency_id, requested_at, id);

-- What happened to a seal, and each hand-over: from whom, to whom, and who agreed (staff_id).
CREATE TABLE seal_event (
    seal_id TEXT NOT NULL REFERENCES seal (id),
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    deed TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    from_id TEXT REFERENCES staff (id),
    to_id TEXT REFERENCES staff (id),
    note_sealed BLOB,
    key_id TEXT,
    PRIMARY KEY (seal_id, seq)
) STRICT;

-- A standing authority to put a seal on what comes of one type.
CREATE TABLE sealing_authority (
    id TEXT NOT NULL PRIMARY KEY,
    seal_id TEXT NOT NULL REFERENCES seal (id),
    type_code TEXT NOT NULL REFERENCES licence_type (code),
    covers TEXT NOT NULL,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    granted_by TEXT NOT NULL REFERENCES staff (id),
    granted_at TEXT NOT NULL,
    ended_by TEXT REFERENCES staff (id),
    ended_at TEXT
) STRICT;
CREATE INDEX sealing_authority_seal ON sealing_authority (seal_id);

-- The seal on a version: put by somebody (staff_id) or by an authority.
CREATE TABLE licence_seal (
    holder_id TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    seal_id TEXT NOT NULL REFERENCES seal (id),
    signature BLOB NOT NULL,
    sealed_at TEXT NOT NULL,
    staff_id TEXT REFERENCES staff (id),
    authority_id TEXT REFERENCES sealing_authority (id),
    PRIMARY KEY (holder_id, licence_id, version),
    FOREIGN KEY (holder_id, licence_id, version) REFERENCES licence_version (holder_id, licence_id, version)
) STRICT;
CREATE INDEX licence_seal_summary ON licence_seal (seal_id, sealed_at, authority_id);

CREATE TABLE licence_print (
    id TEXT NOT NULL PRIMARY KEY,
    holder_id TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    staff_id TEXT REFERENCES staff (id),
    printed_at TEXT NOT NULL,
    FOREIGN KEY (holder_id, licence_id, version) REFERENCES licence_version (holder_id, licence_id, version)
) STRICT;
CREATE INDEX licence_print_summary ON licence_print (agency_id, printed_at);

CREATE TRIGGER seal_root_no_update BEFORE UPDATE OF id, place, name, certificate, made_at ON seal_root BEGIN SELECT RAISE(ABORT, 'roots of seals are append-only'); END;
CREATE TRIGGER seal_root_key_alone BEFORE UPDATE OF handle, key_id ON seal_root WHEN COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.handle IS NULL BEGIN SELECT RAISE(ABORT, 'roots of seals are append-only'); END;
CREATE TRIGGER seal_root_no_delete BEFORE DELETE ON seal_root BEGIN SELECT RAISE(ABORT, 'roots of seals are append-only'); END;
CREATE TRIGGER seal_event_no_update BEFORE UPDATE OF seal_id, seq, at, deed, staff_id, from_id, to_id ON seal_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER seal_event_key_alone BEFORE UPDATE OF note_sealed, key_id ON seal_event WHEN COALESCE(NEW.key_id = OLD.key_id, TRUE) OR NEW.note_sealed IS NULL BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER seal_event_no_delete BEFORE DELETE ON seal_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER licence_seal_no_update BEFORE UPDATE ON licence_seal BEGIN SELECT RAISE(ABORT, 'seals are append-only'); END;
CREATE TRIGGER licence_seal_no_delete BEFORE DELETE ON licence_seal BEGIN SELECT RAISE(ABORT, 'seals are append-only'); END;
CREATE TRIGGER licence_print_no_update BEFORE UPDATE ON licence_print BEGIN SELECT RAISE(ABORT, 'print-outs are append-only'); END;
CREATE TRIGGER licence_print_no_delete BEFORE DELETE ON licence_print BEGIN SELECT RAISE(ABORT, 'print-outs are append-only'); END;
CREATE TRIGGER seal_kept BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'the register of seals is kept'); END;
CREATE TRIGGER sealing_authority_kept BEFORE DELETE ON sealing_authority BEGIN SELECT RAISE(ABORT, 'authorities are kept'); END;
