using System.Globalization;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Runs;

/// <summary>Searches over runs: a few ranges of indexes, each bounded.</summary>
internal sealed partial class RunReader
{
    private const string LastCharacter = "\U0010FFFF";

    // One range an event type, because the index of waits begins with it; there are some hundreds at most.
    private const string SearchSql = """
        SELECT id FROM (SELECT id FROM runs WHERE tenant = @tenant AND correlation >= @text AND correlation < @end
            ORDER BY correlation, id LIMIT @limit) AS c
        UNION SELECT id FROM (SELECT id FROM runs WHERE tenant = @tenant AND error_code >= @text AND error_code < @end
            ORDER BY error_code, id LIMIT @limit) AS e
        UNION SELECT run FROM (SELECT run FROM run_tags WHERE tenant = @tenant AND tag >= @text AND tag < @end
            ORDER BY tag, run LIMIT @limit) AS t
        UNION SELECT run FROM (SELECT w.run FROM event_types y JOIN waits w ON w.tenant = @tenant AND w.event_type = y.id
            AND w.key >= @text AND w.key < @end AND w.kind = 1 AND w.resolved_by IS NULL LIMIT @limit) AS w
        """;

    private const string RangeSql = " UNION SELECT id FROM (SELECT id FROM runs WHERE tenant = @tenant AND id >= @first AND id <= @last LIMIT @limit) AS r";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunId>> SearchAsync(TenantId tenant, string prefix, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit);
        var range = RangeOf(prefix);
        var ids = await database.QueryAsync(
            range is null ? SearchSql : SearchSql + RangeSql,
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("text", prefix);
                command.Bind("end", prefix + LastCharacter);
                command.Bind("limit", limit);
                if (range is not { } bounds) return;
                command.Bind("first", database.Uuid(bounds.First));
                command.Bind("last", database.Uuid(bounds.Last));
            },
            reader => new RunId(database.GetGuid(reader, 0)),
            cancellationToken);
        ids.Sort(static (left, right) => right.CompareTo(left));
        return ids;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunRecord>> ListStuckAsync(
        TenantId? tenant, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit);
        return await database.QueryAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT {ListColumns}, state FROM runs
                WHERE status = {(int)RunStatus.Running}{(tenant is null ? "" : " AND tenant = @tenant")} AND updated_ms < @before
                ORDER BY id LIMIT @limit
                """),
            command =>
            {
                if (tenant is { } owner) command.Bind("tenant", owner.Value);
                command.Bind("before", before.ToMs());
                command.Bind("limit", limit);
            },
            reader => ReadRun(reader) with { State = reader.GetFieldValue<byte[]>(11) },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> CountAsync(
        TenantId tenant, WorkflowId? workflow, RunStatus status, int bound, CancellationToken cancellationToken)
    {
        if (status == RunStatus.Succeeded) throw new ArgumentException("Runs that succeeded are counted by the counters.", nameof(status));
        var rows = await database.QueryAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT count(*) FROM (SELECT 1 FROM runs WHERE tenant = @tenant AND status = {(int)status}
                    {(workflow is null ? "" : "AND workflow = @workflow")} LIMIT @bound) AS counted
                """),
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("bound", bound);
                if (workflow is { } id) command.Bind("workflow", id.Value);
            },
            reader => (int)reader.GetInt64(0),
            cancellationToken);
        return rows[0];
    }

    /// <summary>The ids that begin with a text of at least eight hexadecimal digits; null for any other text.</summary>
    private static (Guid First, Guid Last)? RangeOf(string prefix)
    {
        var digits = prefix.Replace("-", "", StringComparison.Ordinal);
        if (digits.Length is < 8 or > 32 || !digits.All(char.IsAsciiHexDigit)) return null;
        return (Guid.ParseExact(digits.PadRight(32, '0'), "N"), Guid.ParseExact(digits.PadRight(32, 'f'), "N"));
    }
}
