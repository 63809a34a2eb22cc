-- Tasks for people, and the ties between runs that call each other.

CREATE TABLE human_tasks (
    id uuid NOT NULL,
    tenant int NOT NULL,
    run uuid NOT NULL,
    wait_no int NOT NULL,
    workflow int NOT NULL,
    step text NOT NULL,
    task_type text NOT NULL,
    title text NOT NULL,
    description text,
    context text,
    form text,
    form_ref text,
    assignees text NOT NULL,
    priority smallint NOT NULL,
    status smallint NOT NULL,
    revision int NOT NULL,
    due_ms bigint,
    claimed_by text COLLATE "C",
    claimed_ms bigint,
    completed_by text,
    closed_ms bigint,
    answer text,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX human_tasks_wait ON human_tasks (run, wait_no);
CREATE INDEX human_tasks_open ON human_tasks (tenant, id) WHERE status < 3;
CREATE INDEX human_tasks_claimed ON human_tasks (tenant, claimed_by, id) WHERE status = 2;
CREATE INDEX human_tasks_due ON human_tasks (tenant, due_ms, id) WHERE status < 3 AND due_ms IS NOT NULL;

-- Who may do a task: user:ann, role:approver.
CREATE TABLE human_task_assignees (
    tenant int NOT NULL,
    assignee text COLLATE "C" NOT NULL,
    task uuid NOT NULL,
    PRIMARY KEY (tenant, assignee, task)
);
CREATE INDEX human_task_assignees_task ON human_task_assignees (tenant, task);

-- One row for a run that another run called. Attached until the child has ended: recovery looks for attached children whose parent has no
-- wait for them any more, and finds nothing else in the index.
CREATE TABLE run_links (
    run uuid NOT NULL,
    tenant int NOT NULL,
    parent uuid NOT NULL,
    parent_wait int NOT NULL,
    root uuid NOT NULL,
    depth smallint NOT NULL,
    step text NOT NULL,
    attached boolean NOT NULL,
    PRIMARY KEY (run)
);
CREATE INDEX run_links_parent ON run_links (parent, run);
CREATE INDEX run_links_attached ON run_links (run) WHERE attached;
