using Npgsql;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Tenancy;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>Writes audit rows, links, tags and job items: few, so always by insert.</summary>
internal static class CommandRows
{
    /// <summary>Adds the statements that the rows need.</summary>
    public static void AddTo(List<Check> checks, BatchRows rows)
    {
        if (rows.RemovedTags.Count > 0) checks.Add(new Check(RemoveTags(rows.RemovedTags), Check.AnyNumber, Fence.NewRow));
        if (rows.NewTags.Count > 0) checks.Add(new Check(Tags(rows.NewTags), Check.AnyNumber, Fence.NewRow));
        if (rows.Audit.Count > 0) checks.Add(new Check(Audit(rows.Audit), rows.Audit.Count, Fence.NewRow));
        if (rows.Replays.Count > 0) checks.Add(new Check(Links(rows.Replays), rows.Replays.Count, Fence.NewRow));
        if (rows.JobItems.Count > 0) checks.Add(new Check(Items(rows.JobItems), rows.JobItems.Count, Fence.NewRow));
    }

    private static NpgsqlBatchCommand Audit(List<AuditRecord> rows) => new(
        """
        INSERT INTO audit (tenant, id, actor, operation, subject, details)
        SELECT tenant, id, actor, operation, subject, convert_from(details, 'UTF8')
        FROM unnest($1, $2, $3, $4, $5, $6) AS m (tenant, id, actor, operation, subject, details) ON CONFLICT DO NOTHING
        """)
    {
        Parameters =
        {
            Column.Of(rows.ConvertAll(row => row.Tenant.Value)),
            Column.Of(rows.ConvertAll(row => row.Id)),
            Column.Of(rows.ConvertAll(row => row.Actor)),
            Column.Of(rows.ConvertAll(row => row.Operation)),
            Column.Of(rows.ConvertAll(row => row.Subject)),
            Column.Of(rows.ConvertAll(row => row.Details)),
        },
    };

    private static NpgsqlBatchCommand Links(List<ReplayLink> rows) => new(
        "INSERT INTO run_replays (tenant, source, target, step) SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT DO NOTHING")
    {
        Parameters =
        {
            Column.Of(rows.ConvertAll(row => row.Tenant.Value)),
            Column.Of(rows.ConvertAll(row => row.Source.Value)),
            Column.Of(rows.ConvertAll(row => row.Target.Value)),
            Column.Of(rows.ConvertAll(row => row.Step)),
        },
    };

    private static NpgsqlBatchCommand Items(List<JobItem> rows) => new(
        "INSERT INTO job_items (job, run, outcome) SELECT * FROM unnest($1, $2, $3) ON CONFLICT DO NOTHING")
    {
        Parameters =
        {
            Column.Of(rows.ConvertAll(row => row.Job)),
            Column.Of(rows.ConvertAll(row => row.Run.Value)),
            Column.Of(rows.ConvertAll(row => row.Outcome)),
        },
    };

    private static NpgsqlBatchCommand Tags(List<RunTag> rows) =>
        OfTags("INSERT INTO run_tags (tenant, tag, run) SELECT * FROM unnest($1, $2, $3) ON CONFLICT DO NOTHING", rows);

    private static NpgsqlBatchCommand RemoveTags(List<RunTag> rows) => OfTags(
        """
        DELETE FROM run_tags t USING unnest($1, $2, $3) AS m (tenant, tag, run)
        WHERE t.tenant = m.tenant AND t.tag = m.tag AND t.run = m.run
        """,
        rows);

    private static NpgsqlBatchCommand OfTags(string sql, List<RunTag> rows) => new(sql)
    {
        Parameters =
        {
            Column.Of(rows.ConvertAll(row => row.Tenant.Value)),
            Column.Of(rows.ConvertAll(row => row.Tag)),
            Column.Of(rows.ConvertAll(row => row.Run.Value)),
        },
    };
}
