-- Starts that could not happen at once, what became of them, and the fences of their release; docs/triggers.md explains it.

CREATE TABLE held_deliveries (
    tenant INTEGER NOT NULL,
    id BLOB NOT NULL,
    workflow INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    type INTEGER,
    status INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    reason TEXT NOT NULL,
    message TEXT,
    attempts INTEGER NOT NULL,
    due_ms INTEGER,
    held_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    run BLOB,
    correlation TEXT,
    input TEXT,
    PRIMARY KEY (tenant, id, workflow)
);
CREATE INDEX held_deliveries_open ON held_deliveries (workflow, id) WHERE status = 1;
CREATE INDEX held_deliveries_due ON held_deliveries (workflow, due_ms) WHERE status = 1 AND due_ms IS NOT NULL;
CREATE INDEX held_deliveries_list ON held_deliveries (tenant, status, id, workflow) WHERE status <= 2;
CREATE INDEX held_deliveries_settled ON held_deliveries (updated_ms) WHERE status > 1;

CREATE TABLE workflow_gates (
    tenant INTEGER NOT NULL,
    workflow INTEGER NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (tenant, workflow)
) WITHOUT ROWID;

CREATE TABLE start_keys (
    tenant INTEGER NOT NULL,
    workflow INTEGER NOT NULL,
    hash BLOB NOT NULL,
    run BLOB NOT NULL,
    PRIMARY KEY (tenant, workflow, hash)
) WITHOUT ROWID;
CREATE INDEX start_keys_run ON start_keys (run);
