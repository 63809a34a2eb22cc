-- Large pieces of the states of runs that go on: written once, while the run's own row is written with every slice. Dropped with the last
-- reference, at the latest by the slice that ends the run.
CREATE TABLE run_parts (
    run BLOB NOT NULL,
    no INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (run, no)
);
