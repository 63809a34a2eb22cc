-- The layout of the store; docs/storage.md explains it. Ids are 16-byte blobs (UUIDv7, big-endian), times are Unix milliseconds.

CREATE TABLE tenants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    created_ms INTEGER NOT NULL
);

CREATE TABLE api_keys (
    hash TEXT NOT NULL PRIMARY KEY,
    tenant INTEGER NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER,
    revoked_ms INTEGER
) WITHOUT ROWID;
CREATE INDEX api_keys_tenant ON api_keys (tenant, name);

CREATE TABLE audit (
    tenant INTEGER NOT NULL,
    id BLOB NOT NULL,
    actor TEXT NOT NULL,
    operation TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;

CREATE TABLE event_types (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE catalog_entries (
    tenant INTEGER NOT NULL,
    type INTEGER NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    category TEXT NOT NULL,
    status TEXT NOT NULL,
    payload_schema_ref TEXT,
    attributes TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    PRIMARY KEY (tenant, type)
);

CREATE TABLE schemas (
    tenant INTEGER NOT NULL,
    ref TEXT NOT NULL,
    status TEXT NOT NULL,
    schema TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    PRIMARY KEY (tenant, ref)
);

CREATE TABLE workflows (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    draft TEXT NOT NULL,
    findings TEXT NOT NULL,
    published_version INTEGER NOT NULL,
    settings TEXT NOT NULL,
    paused INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL
);
CREATE UNIQUE INDEX workflows_key ON workflows (tenant, key) WHERE NOT deleted;

CREATE TABLE workflow_versions (
    workflow INTEGER NOT NULL,
    version INTEGER NOT NULL,
    tenant INTEGER NOT NULL,
    definition TEXT NOT NULL,
    trigger_event INTEGER,
    contract TEXT NOT NULL,
    published_by TEXT NOT NULL,
    published_ms INTEGER NOT NULL,
    PRIMARY KEY (workflow, version)
);
CREATE INDEX workflow_versions_trigger ON workflow_versions (tenant, trigger_event) WHERE trigger_event IS NOT NULL;

CREATE TABLE streams (
    tenant INTEGER NOT NULL,
    type INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    head INTEGER NOT NULL,
    PRIMARY KEY (tenant, type, lane)
) WITHOUT ROWID;

CREATE TABLE cursors (
    tenant INTEGER NOT NULL,
    type INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    cursor INTEGER NOT NULL,
    PRIMARY KEY (tenant, type, lane)
) WITHOUT ROWID;

-- The time of receipt is the time in the key.
CREATE TABLE events (
    key BLOB NOT NULL,
    tenant INTEGER NOT NULL,
    type INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    occurred_ms INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT,
    correlation TEXT,
    payload TEXT NOT NULL,
    extra TEXT,
    PRIMARY KEY (tenant, key)
);
CREATE INDEX events_stream ON events (tenant, type, lane, seq);
CREATE INDEX events_correlation ON events (tenant, correlation, key) WHERE correlation IS NOT NULL;

CREATE TABLE event_dedupe (
    tenant INTEGER NOT NULL,
    id_hash BLOB NOT NULL,
    content_hash INTEGER NOT NULL,
    key BLOB NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (tenant, id_hash)
) WITHOUT ROWID;
CREATE INDEX event_dedupe_key ON event_dedupe (key);

-- One row for a trigger's slice, found by the last sequence on it.
CREATE TABLE deliveries (
    tenant INTEGER NOT NULL,
    type INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, type, lane, last)
);

-- The time of the start is the time in the id.
CREATE TABLE runs (
    id BLOB NOT NULL,
    tenant INTEGER NOT NULL,
    workflow INTEGER NOT NULL,
    version INTEGER NOT NULL,
    status INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    event BLOB,
    correlation TEXT,
    error_code TEXT,
    state BLOB NOT NULL,
    history TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX runs_workflow ON runs (workflow, id);
CREATE INDEX runs_correlation ON runs (tenant, correlation, id) WHERE correlation IS NOT NULL;
-- Runs that succeed in their first slice, nearly all, are in none of these.
CREATE INDEX runs_status ON runs (tenant, status, id) WHERE status <> 3;
CREATE INDEX runs_active ON runs (workflow) WHERE status < 3;
CREATE INDEX runs_running ON runs (id) WHERE status = 1;

CREATE TABLE run_slices (
    run BLOB NOT NULL,
    revision INTEGER NOT NULL,
    history TEXT NOT NULL,
    PRIMARY KEY (run, revision)
);

CREATE TABLE waits (
    run BLOB NOT NULL,
    no INTEGER NOT NULL,
    tenant INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    event_type INTEGER,
    shard INTEGER NOT NULL,
    due_ms INTEGER,
    created_ms INTEGER NOT NULL,
    resolved_by BLOB,
    step TEXT NOT NULL,
    key TEXT,
    filter TEXT,
    PRIMARY KEY (run, no)
) WITHOUT ROWID;
CREATE INDEX waits_event ON waits (tenant, event_type, key, created_ms) WHERE kind = 1 AND resolved_by IS NULL;
CREATE INDEX waits_due ON waits (shard, due_ms) WHERE due_ms IS NOT NULL AND resolved_by IS NULL;
CREATE INDEX waits_resolved ON waits (run, no) WHERE resolved_by IS NOT NULL;

CREATE TABLE counters (
    tenant INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    n INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (tenant, kind, subject, hour)
) WITHOUT ROWID;
