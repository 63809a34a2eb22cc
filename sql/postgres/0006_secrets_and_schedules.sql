-- Secrets: the value is sealed with a key of its own, and that key is wrapped by a master key that the database never sees.
CREATE TABLE secrets (
    tenant int NOT NULL,
    name text COLLATE "C" NOT NULL,
    description text,
    value bytea NOT NULL,
    wrapped_key bytea NOT NULL,
    master_key text COLLATE "C" NOT NULL,
    revision int NOT NULL,
    created_by text NOT NULL,
    created_ms bigint NOT NULL,
    updated_by text NOT NULL,
    updated_ms bigint NOT NULL,
    value_ms bigint NOT NULL,
    accessed_ms bigint,
    PRIMARY KEY (tenant, name)
);
CREATE INDEX secrets_master_key ON secrets (master_key, tenant, name);

-- A schedule that is due has a next time; paused, disabled and finished ones have none. The next time is the fence of a start.
CREATE TABLE schedules (
    id uuid NOT NULL PRIMARY KEY,
    tenant int NOT NULL,
    workflow int NOT NULL,
    name text NOT NULL,
    owner smallint NOT NULL,
    kind smallint NOT NULL,
    run_at_ms bigint,
    cron text,
    timezone text,
    payload text NOT NULL,
    catch_up smallint NOT NULL,
    status smallint NOT NULL,
    reason text,
    next_ms bigint,
    last_ms bigint,
    last_run uuid,
    last_error text,
    revision int NOT NULL,
    created_by text NOT NULL,
    created_ms bigint NOT NULL,
    updated_by text NOT NULL,
    updated_ms bigint NOT NULL
);
CREATE INDEX schedules_tenant ON schedules (tenant, id);
CREATE INDEX schedules_workflow ON schedules (workflow);
CREATE INDEX schedules_next ON schedules (next_ms) WHERE next_ms IS NOT NULL;
