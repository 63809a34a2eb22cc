-- Actions that a tenant's own workers perform.
CREATE TABLE remote_actions (
    tenant INTEGER NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    PRIMARY KEY (tenant, id, version)
) WITHOUT ROWID;

-- A call that waits for a worker, and later its answer. The invocation in the run's state is the truth; this row is made from it, and made
-- again by recovery when it is missing.
CREATE TABLE worker_tasks (
    run BLOB NOT NULL,
    no INTEGER NOT NULL,
    tenant INTEGER NOT NULL,
    topic TEXT NOT NULL,
    body TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    leases INTEGER NOT NULL,
    token BLOB,
    owner TEXT,
    lease_until_ms INTEGER NOT NULL,
    due_ms INTEGER,
    answer BLOB,
    answered_ms INTEGER,
    PRIMARY KEY (run, no)
) WITHOUT ROWID;
CREATE INDEX worker_tasks_open ON worker_tasks (tenant, topic, created_ms) WHERE answered_ms IS NULL;
CREATE INDEX worker_tasks_due ON worker_tasks (due_ms) WHERE answered_ms IS NULL AND due_ms IS NOT NULL;
CREATE INDEX worker_tasks_age ON worker_tasks (coalesce(answered_ms, created_ms));
