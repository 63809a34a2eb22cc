namespace Workflows.Storage.Sqlite.Batches;

/// <summary>The statements of operator commands.</summary>
internal sealed partial class CommitStatements
{
    public Statement InsertAudit => field ??= Prepare(
        "INSERT INTO audit (tenant, id, actor, operation, subject, details) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");

    public Statement InsertLink => field ??= Prepare(
        "INSERT INTO run_replays (tenant, source, target, step) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");

    public Statement InsertTag => field ??= Prepare(
        "INSERT INTO run_tags (tenant, tag, run) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");

    public Statement RemoveTag => field ??= Prepare("DELETE FROM run_tags WHERE tenant = ? AND tag = ? AND run = ?");

    public Statement InsertJobItem => field ??= Prepare(
        "INSERT INTO job_items (job, run, outcome) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
}
