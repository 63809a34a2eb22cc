-- Changes of a catalog entry so far: its ETag.
ALTER TABLE catalog_entries ADD COLUMN revision int NOT NULL DEFAULT 1;

-- Events whose payload breaks its schema; kept for a while, so that a drifting publisher is seen. The time of receipt is the time in the id.
CREATE TABLE rejected_events (
    tenant int NOT NULL,
    id uuid NOT NULL,
    type int NOT NULL,
    source text NOT NULL,
    external_id text,
    schema_ref text NOT NULL,
    accepted boolean NOT NULL,
    errors text NOT NULL,
    excerpt text NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX rejected_events_id ON rejected_events (id);
