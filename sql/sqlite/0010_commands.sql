-- Operator commands: links between runs, tags, background jobs, answers to repeated requests, and the indexes of the views on runs.

-- Which run was made from which: a replay and its source.
CREATE TABLE run_replays (
    tenant INTEGER NOT NULL,
    source BLOB NOT NULL,
    target BLOB NOT NULL,
    step TEXT NOT NULL,
    PRIMARY KEY (tenant, source, target)
) WITHOUT ROWID;
CREATE INDEX run_replays_target ON run_replays (tenant, target);

-- A row for each tag of a run; runs without tags have none.
CREATE TABLE run_tags (
    tenant INTEGER NOT NULL,
    tag TEXT NOT NULL,
    run BLOB NOT NULL,
    PRIMARY KEY (tenant, tag, run)
) WITHOUT ROWID;
CREATE INDEX run_tags_run ON run_tags (run);

CREATE TABLE jobs (
    tenant INTEGER NOT NULL,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    status INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    actor TEXT NOT NULL,
    request TEXT NOT NULL,
    progress TEXT NOT NULL,
    updated_ms INTEGER NOT NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE INDEX jobs_running ON jobs (id) WHERE status = 1;

-- What a job did to each run; a run is in a job's list once.
CREATE TABLE job_items (
    job BLOB NOT NULL,
    run BLOB NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (job, run)
) WITHOUT ROWID;

-- The first answers to requests with an Idempotency-Key. The hash is over route and key.
CREATE TABLE request_keys (
    tenant INTEGER NOT NULL,
    key_hash BLOB NOT NULL,
    body_hash BLOB NOT NULL,
    created_ms INTEGER NOT NULL,
    status INTEGER NOT NULL,
    location TEXT,
    answer TEXT NOT NULL,
    PRIMARY KEY (tenant, key_hash)
) WITHOUT ROWID;
CREATE INDEX request_keys_created ON request_keys (created_ms);

CREATE INDEX audit_subject ON audit (tenant, subject, id);

-- Runs that succeed in their first slice, nearly all, are in neither: they were never changed after their start.
CREATE INDEX runs_updated ON runs (tenant, updated_ms, id) WHERE status <> 3 OR revision > 1;
CREATE INDEX runs_error ON runs (tenant, error_code, id) WHERE error_code IS NOT NULL;
