using System.Data.Common;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Runs;

/// <summary>Waits. Every condition is written as the partial index that serves it is.</summary>
internal sealed partial class RunReader
{
    private const string WaitColumns =
        "run, no, tenant, kind, event_type, due_ms, created_ms, resolved_by, step, key, filter";

    private const string PendingEvent = "kind = 1 AND resolved_by IS NULL";
    private const string PendingDue = "due_ms IS NOT NULL AND resolved_by IS NULL";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WaitRecord>> GetWaitsAsync(TenantId tenant, RunId run, CancellationToken cancellationToken) =>
        await database.FindAsync(
            $"SELECT {WaitColumns} FROM waits WHERE tenant = @tenant AND run = @run ORDER BY no",
            command =>
            {
                command.Bind("tenant", tenant.Value);
                command.Bind("run", database.Uuid(run.Value));
            },
            ReadWait,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WaitRecord>> FindWaitsAsync(
        TenantId tenant, EventTypeId type, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return [];
        var waits = await database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand();
                command.Bind("tenant", tenant.Value);
                command.Bind("type", type.Value);
                command.CommandText = database.Lookup(
                    command, $"SELECT {WaitColumns} FROM waits WHERE {PendingEvent} AND tenant = @tenant AND event_type = @type", "key", keys);
                return await SqlDatabase.ReadRowsAsync(command, ReadWait, cancellationToken);
            },
            cancellationToken);
        return [.. waits.OrderBy(wait => wait.CreatedAt).ThenBy(wait => wait.Id.Run.Value).ThenBy(wait => wait.Id.Number)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WaitRecord>> ListResolvedWaitsAsync(WaitId after, int limit, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            $"""
            SELECT {WaitColumns} FROM waits WHERE resolved_by IS NOT NULL AND (run, no) > (@run, @no) ORDER BY run, no LIMIT @limit
            """,
            command =>
            {
                command.Bind("run", database.Uuid(after.Run.Value));
                command.Bind("no", after.Number);
                command.Bind("limit", limit);
            },
            ReadWait,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WaitRecord>> ListDueAsync(
        short shard, DateTimeOffset from, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            $"""
            SELECT {WaitColumns} FROM waits
            WHERE {PendingDue} AND shard = @shard AND due_ms >= @from AND due_ms <= @until
            ORDER BY due_ms, run, no LIMIT @limit
            """,
            command =>
            {
                command.Bind("shard", shard);
                command.Bind("from", from.ToMs());
                command.Bind("until", until.ToMs());
                command.Bind("limit", limit);
            },
            ReadWait,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> GetNextDueAsync(short shard, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            $"SELECT due_ms FROM waits WHERE {PendingDue} AND shard = @shard ORDER BY due_ms LIMIT 1",
            command => command.Bind("shard", shard),
            reader => reader.GetMoment(0),
            cancellationToken);
        return rows is [var due] ? due : null;
    }

    private WaitRecord ReadWait(DbDataReader reader) => new()
    {
        Id = new WaitId(new RunId(database.GetGuid(reader, 0)), reader.GetInt32(1)),
        Tenant = new TenantId(reader.GetInt32(2)),
        Kind = (WaitKind)reader.GetInt16(3),
        EventType = reader.IsDBNull(4) ? null : new EventTypeId(reader.GetInt32(4)),
        Due = reader.IsDBNull(5) ? null : reader.GetMoment(5),
        CreatedAt = reader.GetMoment(6),
        ResolvedBy = reader.IsDBNull(7) ? null : new EventKey(database.GetGuid(reader, 7)),
        Step = reader.GetString(8),
        Key = reader.GetText(9),
        Filter = reader.GetUtf8(10),
    };
}
