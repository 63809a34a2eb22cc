-- Changes of a catalog entry so far: its ETag.
ALTER TABLE catalog_entries ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;

-- Events whose payload breaks its schema; kept for a while, so that a drifting publisher is seen. The time of receipt is the time in the id.
CREATE TABLE rejected_events (
    tenant INTEGER NOT NULL,
    id BLOB NOT NULL,
    type INTEGER NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT,
    schema_ref TEXT NOT NULL,
    accepted INTEGER NOT NULL,
    errors TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE INDEX rejected_events_id ON rejected_events (id);
