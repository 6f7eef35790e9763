-- 亮证: codes by which a licence is shown; of a token there is a digest. holder_id leads the licence, shown_by is who made it.
CREATE TABLE showing (
    token_digest BLOB NOT NULL PRIMARY KEY,
    holder_id TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    shown_by TEXT NOT NULL REFERENCES holder (id),
    granted INTEGER NOT NULL DEFAULT 0,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    FOREIGN KEY (holder_id, licence_id) REFERENCES licence (holder_id, id)
) STRICT;
CREATE INDEX showing_shown_by ON showing (shown_by, expires_at);
CREATE INDEX showing_expires_at ON showing (expires_at);

-- That somebody saw a version of a licence by such a code: so long they may object to it, and what came of it.
-- asked counts the codes that were sent to addresses meanwhile.
CREATE TABLE showing_check (
    token_digest BLOB NOT NULL PRIMARY KEY,
    holder_id TEXT NOT NULL,
    licence_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0,
    expires_at TEXT NOT NULL,
    objection_id TEXT,
    FOREIGN KEY (holder_id, licence_id, version) REFERENCES licence_version (holder_id, licence_id, version)
) STRICT;
CREATE INDEX showing_check_expires_at ON showing_check (expires_at);

-- Who objects and is known by a proved address alone (contact, owner_kind 'anyone'): the first one of a case, and all who said
-- the same while it was open. field is what they object to; of the token that leads to their sheet there is a digest.
CREATE TABLE fellow_objector (
    sheet_digest BLOB NOT NULL PRIMARY KEY,
    holder_id TEXT NOT NULL,
    objection_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    field TEXT NOT NULL,
    joined_at TEXT NOT NULL,
    FOREIGN KEY (holder_id, objection_id) REFERENCES objection (holder_id, id)
) STRICT;
CREATE INDEX fellow_objector_case ON fellow_objector (objection_id, person_id);
CREATE INDEX fellow_objector_person ON fellow_objector (person_id, joined_at);
