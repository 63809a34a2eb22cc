using System.Collections.Concurrent;
using Npgsql;

namespace Workflows.Storage.Postgres.Partitions;

/// <summary>Makes the partitions of a day, once for all processes, and remembers which days have theirs.</summary>
internal sealed class PartitionSet(NpgsqlDataSource source)
{
    // "workflow partitions": any number that nobody else locks.
    private const long LockKey = 0x77_66_70_61_72_74;

    private readonly ConcurrentDictionary<Day, bool> made = new();

    /// <summary>Makes the partitions of days that have none yet.</summary>
    public async Task EnsureAsync(IEnumerable<Day> days, CancellationToken cancellationToken)
    {
        var missing = days.Where(day => !made.ContainsKey(day)).Distinct().ToList();
        if (missing.Count == 0) return;

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        foreach (var day in missing)
        {
            await MakeAsync(connection, "events", day.Events, day, cancellationToken);
            await MakeAsync(connection, "runs", day.Runs, day, cancellationToken);
            await MakeAsync(connection, "run_slices", day.Slices, day, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        foreach (var day in missing) made[day] = true;
    }

    /// <summary>Forgets what was made: another process may have dropped it.</summary>
    public void Forget() => made.Clear();

    // Made apart and then attached, because making a partition in place locks all readers of the table out.
    private static async Task MakeAsync(
        NpgsqlConnection connection, string table, string partition, Day day, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand($"SELECT to_regclass('{partition}') IS NOT NULL", connection);
        if ((bool)(await exists.ExecuteScalarAsync(cancellationToken))!) return;
        await ExecuteAsync(
            connection,
            $"""
            CREATE TABLE {partition} (LIKE {table} INCLUDING DEFAULTS INCLUDING STORAGE INCLUDING COMPRESSION);
            ALTER TABLE {table} ATTACH PARTITION {partition} FOR VALUES FROM ('{day.Floor}') TO ('{day.Ceiling}')
            """,
            cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
