-- Actions that a tenant's own workers perform.
CREATE TABLE remote_actions (
    tenant int NOT NULL,
    id text COLLATE "C" NOT NULL,
    version int NOT NULL,
    body text NOT NULL,
    created_by text NOT NULL,
    created_ms bigint NOT NULL,
    PRIMARY KEY (tenant, id, version)
);

-- A call that waits for a worker, and later its answer. The invocation in the run's state is the truth; this row is made from it, and made
-- again by recovery when it is missing.
CREATE TABLE worker_tasks (
    run uuid NOT NULL,
    no int NOT NULL,
    tenant int NOT NULL,
    topic text COLLATE "C" NOT NULL,
    body text NOT NULL,
    created_ms bigint NOT NULL,
    leases int NOT NULL,
    token uuid,
    owner text,
    lease_until_ms bigint NOT NULL,
    due_ms bigint,
    answer bytea,
    answered_ms bigint,
    PRIMARY KEY (run, no)
);
CREATE INDEX worker_tasks_open ON worker_tasks (tenant, topic, created_ms) WHERE answered_ms IS NULL;
CREATE INDEX worker_tasks_due ON worker_tasks (due_ms) WHERE answered_ms IS NULL AND due_ms IS NOT NULL;
CREATE INDEX worker_tasks_age ON worker_tasks (coalesce(answered_ms, created_ms));
