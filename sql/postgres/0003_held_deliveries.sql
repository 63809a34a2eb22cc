-- Starts that could not happen at once, what became of them, and the fences of their release; docs/triggers.md explains it.

CREATE TABLE held_deliveries (
    id uuid NOT NULL,
    held_ms bigint NOT NULL,
    updated_ms bigint NOT NULL,
    due_ms bigint,
    tenant int NOT NULL,
    workflow int NOT NULL,
    type int,
    revision int NOT NULL,
    attempts int NOT NULL,
    status smallint NOT NULL,
    origin smallint NOT NULL,
    run uuid,
    reason text COLLATE "C" NOT NULL,
    message text,
    correlation text COLLATE "C",
    input text,
    PRIMARY KEY (tenant, id, workflow)
);
CREATE INDEX held_deliveries_open ON held_deliveries (workflow, id) WHERE status = 1;
CREATE INDEX held_deliveries_due ON held_deliveries (workflow, due_ms) WHERE status = 1 AND due_ms IS NOT NULL;
CREATE INDEX held_deliveries_list ON held_deliveries (tenant, status, id, workflow) WHERE status <= 2;
CREATE INDEX held_deliveries_settled ON held_deliveries (updated_ms) WHERE status > 1;

CREATE TABLE workflow_gates (
    tenant int NOT NULL,
    workflow int NOT NULL,
    version bigint NOT NULL,
    state text NOT NULL,
    PRIMARY KEY (tenant, workflow)
) WITH (fillfactor = 50);

CREATE TABLE start_keys (
    hash uuid NOT NULL,
    run uuid NOT NULL,
    tenant int NOT NULL,
    workflow int NOT NULL,
    PRIMARY KEY (tenant, workflow, hash)
);
CREATE INDEX start_keys_run ON start_keys (run);
