-- Large pieces of the states of runs that go on: written once, while the run's own row is written with every slice. Dropped with the last
-- reference, at the latest by the slice that ends the run.
CREATE TABLE run_parts (
    run uuid NOT NULL,
    no int NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (run, no)
);

DO $$
BEGIN
    ALTER TABLE run_parts ALTER content SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'The server has no lz4; large values are compressed with its default.';
END $$;
