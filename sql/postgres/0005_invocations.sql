-- The uses of idempotency keys that authors gave: one row for a tenant, an action and a key, whichever run calls. Calls under the engine's own
-- keys have no row: their run's state is enough.
CREATE TABLE invocations (
    tenant int NOT NULL,
    hash uuid NOT NULL,
    run uuid NOT NULL,
    no int NOT NULL,
    status smallint NOT NULL,
    lease_until_ms bigint NOT NULL,
    updated_ms bigint NOT NULL,
    output bytea,
    PRIMARY KEY (tenant, hash)
);
CREATE INDEX invocations_age ON invocations (updated_ms);
