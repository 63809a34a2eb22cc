-- Secrets: the value is sealed with a key of its own, and that key is wrapped by a master key that the database never sees.
CREATE TABLE secrets (
    tenant INTEGER NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    value BLOB NOT NULL,
    wrapped_key BLOB NOT NULL,
    master_key TEXT NOT NULL,
    revision INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_by TEXT NOT NULL,
    updated_ms INTEGER NOT NULL,
    value_ms INTEGER NOT NULL,
    accessed_ms INTEGER,
    PRIMARY KEY (tenant, name)
) WITHOUT ROWID;
CREATE INDEX secrets_master_key ON secrets (master_key, tenant, name);

-- A schedule that is due has a next time; paused, disabled and finished ones have none. The next time is the fence of a start.
CREATE TABLE schedules (
    id BLOB NOT NULL PRIMARY KEY,
    tenant INTEGER NOT NULL,
    workflow INTEGER NOT NULL,
    name TEXT NOT NULL,
    owner INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    run_at_ms INTEGER,
    cron TEXT,
    timezone TEXT,
    payload TEXT NOT NULL,
    catch_up INTEGER NOT NULL,
    status INTEGER NOT NULL,
    reason TEXT,
    next_ms INTEGER,
    last_ms INTEGER,
    last_run BLOB,
    last_error TEXT,
    revision INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_by TEXT NOT NULL,
    updated_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX schedules_tenant ON schedules (tenant, id);
CREATE INDEX schedules_workflow ON schedules (workflow);
CREATE INDEX schedules_next ON schedules (next_ms) WHERE next_ms IS NOT NULL;
