-- The uses of idempotency keys that authors gave: one row for a tenant, an action and a key, whichever run calls. Calls under the engine's own
-- keys have no row: their run's state is enough.
CREATE TABLE invocations (
    tenant INTEGER NOT NULL,
    hash BLOB NOT NULL,
    run BLOB NOT NULL,
    no INTEGER NOT NULL,
    status INTEGER NOT NULL,
    lease_until_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    output BLOB,
    PRIMARY KEY (tenant, hash)
) WITHOUT ROWID;
CREATE INDEX invocations_age ON invocations (updated_ms);
