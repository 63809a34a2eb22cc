using Npgsql;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Migrations;

namespace Workflows.Storage.Postgres;

/// <summary>Applies the numbered migrations in one transaction under an advisory lock; a second process waits and then finds nothing to do.</summary>
internal static class PostgresMigrator
{
    // "workflow migrate": any number that nobody else locks.
    private const long LockKey = 0x77_66_6d_69_67_72;

    private static readonly IReadOnlyList<Migration> Known = Migration.Load(typeof(PostgresMigrator).Assembly);

    /// <summary>Brings the schema to the newest migration.</summary>
    /// <exception cref="StoreException">The store has a newer schema.</exception>
    public static async Task MigrateAsync(NpgsqlDataSource source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        await ExecuteAsync(connection, Migration.TableSql, cancellationToken);

        foreach (var migration in Migration.Pending(Known, await ReadAppliedAsync(connection, cancellationToken)))
        {
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
            await using var record = new NpgsqlCommand("INSERT INTO schema_version (number, name, applied_ms) VALUES ($1, $2, $3)", connection);
            record.Parameters.Add(new NpgsqlParameter<int> { TypedValue = migration.Number });
            record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = migration.Name });
            record.Parameters.Add(new NpgsqlParameter<long> { TypedValue = now.ToUnixTimeMilliseconds() });
            await record.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<HashSet<int>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT number FROM schema_version", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new HashSet<int>();
        while (await reader.ReadAsync(cancellationToken)) applied.Add(reader.GetInt32(0));
        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
