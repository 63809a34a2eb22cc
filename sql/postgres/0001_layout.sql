-- The layout of the store; docs/storage.md explains it. Ids are UUIDv7, times are Unix milliseconds. Keys that users choose sort by byte
-- value, as they do in SQLite, and so that an index comparison costs no call into the locale.

CREATE TABLE tenants (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text COLLATE "C" NOT NULL UNIQUE,
    settings text NOT NULL,
    created_ms bigint NOT NULL
);

CREATE TABLE api_keys (
    hash text COLLATE "C" NOT NULL PRIMARY KEY,
    tenant int NOT NULL,
    name text COLLATE "C" NOT NULL,
    roles text NOT NULL,
    created_ms bigint NOT NULL,
    expires_ms bigint,
    revoked_ms bigint
);
CREATE INDEX api_keys_tenant ON api_keys (tenant, name);

CREATE TABLE audit (
    tenant int NOT NULL,
    id uuid NOT NULL,
    actor text NOT NULL,
    operation text NOT NULL,
    subject text NOT NULL,
    details text NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE event_types (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE catalog_entries (
    tenant int NOT NULL,
    type int NOT NULL,
    name text NOT NULL,
    description text,
    category text NOT NULL,
    status text NOT NULL,
    payload_schema_ref text,
    attributes text NOT NULL,
    created_ms bigint NOT NULL,
    updated_ms bigint NOT NULL,
    PRIMARY KEY (tenant, type)
);

CREATE TABLE schemas (
    tenant int NOT NULL,
    ref text COLLATE "C" NOT NULL,
    status text NOT NULL,
    schema text NOT NULL,
    content_hash text NOT NULL,
    created_by text NOT NULL,
    created_ms bigint NOT NULL,
    updated_ms bigint NOT NULL,
    PRIMARY KEY (tenant, ref)
);

CREATE TABLE workflows (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant int NOT NULL,
    key text COLLATE "C" NOT NULL,
    name text NOT NULL,
    description text,
    draft text NOT NULL,
    findings text NOT NULL,
    published_version int NOT NULL,
    settings text NOT NULL,
    paused boolean NOT NULL,
    deleted boolean NOT NULL,
    revision int NOT NULL,
    created_ms bigint NOT NULL,
    updated_ms bigint NOT NULL
);
CREATE UNIQUE INDEX workflows_key ON workflows (tenant, key) WHERE NOT deleted;

CREATE TABLE workflow_versions (
    workflow int NOT NULL,
    version int NOT NULL,
    tenant int NOT NULL,
    definition text NOT NULL,
    trigger_event int,
    contract text NOT NULL,
    published_by text NOT NULL,
    published_ms bigint NOT NULL,
    PRIMARY KEY (workflow, version)
);
CREATE INDEX workflow_versions_trigger ON workflow_versions (tenant, trigger_event) WHERE trigger_event IS NOT NULL;

-- Positions and counters change all the time and never in an indexed column: with room on the page an update needs no new index entry.
CREATE TABLE streams (
    tenant int NOT NULL,
    type int NOT NULL,
    lane smallint NOT NULL,
    head bigint NOT NULL,
    PRIMARY KEY (tenant, type, lane)
) WITH (fillfactor = 50);

CREATE TABLE cursors (
    tenant int NOT NULL,
    type int NOT NULL,
    lane smallint NOT NULL,
    cursor bigint NOT NULL,
    PRIMARY KEY (tenant, type, lane)
) WITH (fillfactor = 50);

-- The time of receipt is the time in the key. One partition a day, made ahead and written to directly.
CREATE TABLE events (
    key uuid NOT NULL,
    seq bigint NOT NULL,
    occurred_ms bigint NOT NULL,
    tenant int NOT NULL,
    type int NOT NULL,
    lane smallint NOT NULL,
    flags smallint NOT NULL,
    source text NOT NULL,
    external_id text,
    correlation text COLLATE "C",
    payload text NOT NULL,
    extra text,
    PRIMARY KEY (tenant, key)
) PARTITION BY RANGE (key);
CREATE INDEX events_stream ON events (tenant, type, lane, seq);
CREATE INDEX events_correlation ON events (tenant, correlation, key) WHERE correlation IS NOT NULL;

CREATE TABLE event_dedupe (
    id_hash uuid NOT NULL,
    key uuid NOT NULL,
    content_hash bigint NOT NULL,
    seq bigint NOT NULL,
    tenant int NOT NULL,
    PRIMARY KEY (tenant, id_hash)
);
CREATE INDEX event_dedupe_key ON event_dedupe (key);

-- One row for a trigger's slice, found by the last sequence on it.
CREATE TABLE deliveries (
    first bigint NOT NULL,
    last bigint NOT NULL,
    tenant int NOT NULL,
    type int NOT NULL,
    lane smallint NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (tenant, type, lane, last)
);

-- The time of the start is the time in the id. One partition a day, as for events.
CREATE TABLE runs (
    id uuid NOT NULL,
    updated_ms bigint NOT NULL,
    tenant int NOT NULL,
    workflow int NOT NULL,
    version int NOT NULL,
    revision int NOT NULL,
    status smallint NOT NULL,
    origin smallint NOT NULL,
    event uuid,
    correlation text COLLATE "C",
    error_code text,
    state bytea NOT NULL,
    history text NOT NULL,
    PRIMARY KEY (tenant, id)
) PARTITION BY RANGE (id);
CREATE INDEX runs_workflow ON runs (workflow, id);
CREATE INDEX runs_correlation ON runs (tenant, correlation, id) WHERE correlation IS NOT NULL;
-- Runs that succeed in their first slice, nearly all, are in none of these.
CREATE INDEX runs_status ON runs (tenant, status, id) WHERE status <> 3;
CREATE INDEX runs_active ON runs (workflow) WHERE status < 3;
CREATE INDEX runs_running ON runs (id) WHERE status = 1;

-- Partitioned with the runs that the slices are part of.
CREATE TABLE run_slices (
    run uuid NOT NULL,
    revision int NOT NULL,
    history text NOT NULL,
    PRIMARY KEY (run, revision)
) PARTITION BY RANGE (run);

CREATE TABLE waits (
    run uuid NOT NULL,
    no int NOT NULL,
    tenant int NOT NULL,
    kind smallint NOT NULL,
    shard smallint NOT NULL,
    event_type int,
    due_ms bigint,
    created_ms bigint NOT NULL,
    resolved_by uuid,
    step text NOT NULL,
    key text COLLATE "C",
    filter text,
    PRIMARY KEY (run, no)
);
CREATE INDEX waits_event ON waits (tenant, event_type, key, created_ms) WHERE kind = 1 AND resolved_by IS NULL;
CREATE INDEX waits_due ON waits (shard, due_ms) WHERE due_ms IS NOT NULL AND resolved_by IS NULL;
CREATE INDEX waits_resolved ON waits (run, no) WHERE resolved_by IS NOT NULL;

-- The slot keeps two writers, who add to the same counters all the time, from waiting for each other's commit. A counter is the sum of its slots.
CREATE TABLE counters (
    tenant int NOT NULL,
    kind int NOT NULL,
    subject int NOT NULL,
    hour int NOT NULL,
    slot int NOT NULL,
    n bigint NOT NULL,
    total bigint NOT NULL,
    PRIMARY KEY (tenant, kind, subject, hour, slot)
) WITH (fillfactor = 50);

-- Large values are compressed with the fast method where the server was built with it.
DO $$
BEGIN
    ALTER TABLE events ALTER payload SET COMPRESSION lz4, ALTER extra SET COMPRESSION lz4;
    ALTER TABLE runs ALTER state SET COMPRESSION lz4, ALTER history SET COMPRESSION lz4;
    ALTER TABLE run_slices ALTER history SET COMPRESSION lz4;
    ALTER TABLE deliveries ALTER body SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'The server has no lz4; large values are compressed with its default.';
END $$;
