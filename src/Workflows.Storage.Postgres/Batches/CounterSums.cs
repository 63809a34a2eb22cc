using Npgsql;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Metrics;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>
/// The counters of several commits, added up. They are the one kind of row that unrelated commits share: so each connection adds to a slot of
/// its own, and where two happen to have the same, they take the rows in one order and last, which keeps the locks short.
/// </summary>
internal sealed class CounterSums
{
    private const string Sql = """
        INSERT INTO counters AS c (tenant, kind, subject, hour, slot, n, total)
        SELECT tenant, kind, subject, hour, pg_backend_pid() % 16, n, total
        FROM unnest($1, $2, $3, $4, $5, $6) AS m (tenant, kind, subject, hour, n, total)
        ON CONFLICT (tenant, kind, subject, hour, slot) DO UPDATE SET n = c.n + excluded.n, total = c.total + excluded.total
        """;

    private readonly CounterTotals totals = new();

    public bool IsEmpty => totals.Rows.Count == 0;

    public void Add(Commit commit)
    {
        foreach (var delta in commit.Counters) totals.Add(delta);
    }

    public NpgsqlBatchCommand ToCommand() => new(Sql)
    {
        Parameters =
        {
            Column.Of(totals.Rows.Keys.Select(key => key.Tenant).ToArray()),
            Column.Of(totals.Rows.Keys.Select(key => key.Kind).ToArray()),
            Column.Of(totals.Rows.Keys.Select(key => key.Subject).ToArray()),
            Column.Of(totals.Rows.Keys.Select(key => key.Hour).ToArray()),
            Column.Of(totals.Rows.Values.Select(value => value.Count).ToArray()),
            Column.Of(totals.Rows.Values.Select(value => value.Sum).ToArray()),
        },
    };
}
