-- Tasks for people, and the ties between runs that call each other.

CREATE TABLE human_tasks (
    id BLOB NOT NULL,
    tenant INTEGER NOT NULL,
    run BLOB NOT NULL,
    wait_no INTEGER NOT NULL,
    workflow INTEGER NOT NULL,
    step TEXT NOT NULL,
    task_type TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    context TEXT,
    form TEXT,
    form_ref TEXT,
    assignees TEXT NOT NULL,
    priority INTEGER NOT NULL,
    status INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    due_ms INTEGER,
    claimed_by TEXT,
    claimed_ms INTEGER,
    completed_by TEXT,
    closed_ms INTEGER,
    answer TEXT,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX human_tasks_wait ON human_tasks (run, wait_no);
CREATE INDEX human_tasks_open ON human_tasks (tenant, id) WHERE status < 3;
CREATE INDEX human_tasks_claimed ON human_tasks (tenant, claimed_by, id) WHERE status = 2;
CREATE INDEX human_tasks_due ON human_tasks (tenant, due_ms, id) WHERE status < 3 AND due_ms IS NOT NULL;

-- Who may do a task: user:ann, role:approver.
CREATE TABLE human_task_assignees (
    tenant INTEGER NOT NULL,
    assignee TEXT NOT NULL,
    task BLOB NOT NULL,
    PRIMARY KEY (tenant, assignee, task)
) WITHOUT ROWID;
CREATE INDEX human_task_assignees_task ON human_task_assignees (tenant, task);

-- One row for a run that another run called. Attached until the child has ended: recovery looks for attached children whose parent has no
-- wait for them any more, and finds nothing else in the index.
CREATE TABLE run_links (
    run BLOB NOT NULL,
    tenant INTEGER NOT NULL,
    parent BLOB NOT NULL,
    parent_wait INTEGER NOT NULL,
    root BLOB NOT NULL,
    depth INTEGER NOT NULL,
    step TEXT NOT NULL,
    attached INTEGER NOT NULL,
    PRIMARY KEY (run)
) WITHOUT ROWID;
CREATE INDEX run_links_parent ON run_links (parent, run);
CREATE INDEX run_links_attached ON run_links (run) WHERE attached = 1;
