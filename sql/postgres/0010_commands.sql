-- Operator commands: links between runs, tags, background jobs, answers to repeated requests, and the indexes of the views on runs.

-- Which run was made from which: a replay and its source.
CREATE TABLE run_replays (
    tenant int NOT NULL,
    source uuid NOT NULL,
    target uuid NOT NULL,
    step text NOT NULL,
    PRIMARY KEY (tenant, source, target)
);
CREATE INDEX run_replays_target ON run_replays (tenant, target);

-- A row for each tag of a run; runs without tags have none.
CREATE TABLE run_tags (
    tenant int NOT NULL,
    tag text COLLATE "C" NOT NULL,
    run uuid NOT NULL,
    PRIMARY KEY (tenant, tag, run)
);
CREATE INDEX run_tags_run ON run_tags (run);

CREATE TABLE jobs (
    tenant int NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    status smallint NOT NULL,
    revision int NOT NULL,
    actor text NOT NULL,
    request text NOT NULL,
    progress text NOT NULL,
    updated_ms bigint NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX jobs_running ON jobs (id) WHERE status = 1;

-- What a job did to each run; a run is in a job's list once.
CREATE TABLE job_items (
    job uuid NOT NULL,
    run uuid NOT NULL,
    outcome text NOT NULL,
    PRIMARY KEY (job, run)
);

-- The first answers to requests with an Idempotency-Key. The hash is over route and key.
CREATE TABLE request_keys (
    tenant int NOT NULL,
    key_hash uuid NOT NULL,
    body_hash uuid NOT NULL,
    created_ms bigint NOT NULL,
    status int NOT NULL,
    location text,
    answer text NOT NULL,
    PRIMARY KEY (tenant, key_hash)
);
CREATE INDEX request_keys_created ON request_keys (created_ms);

CREATE INDEX audit_subject ON audit (tenant, subject, id);

-- Runs that succeed in their first slice, nearly all, are in neither: they were never changed after their start.
CREATE INDEX runs_updated ON runs (tenant, updated_ms, id) WHERE status <> 3 OR revision > 1;
CREATE INDEX runs_error ON runs (tenant, error_code, id) WHERE error_code IS NOT NULL;
