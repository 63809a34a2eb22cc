using Microsoft.Data.Sqlite;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Migrations;
using Workflows.Storage.Sqlite.Connections;

namespace Workflows.Storage.Sqlite;

/// <summary>Applies the numbered migrations in one exclusive transaction; a second process waits for it and then finds nothing to do.</summary>
internal static class SqliteMigrator
{
    private static readonly IReadOnlyList<Migration> Known = Migration.Load(typeof(SqliteMigrator).Assembly);

    /// <summary>Brings the schema to the newest migration.</summary>
    /// <exception cref="StoreException">The store has a newer schema.</exception>
    public static int Migrate(WriteSession session, DateTimeOffset now)
    {
        var connection = session.Connection;
        connection.Execute("BEGIN EXCLUSIVE");
        connection.Execute(Migration.TableSql);
        var count = 0;
        foreach (var migration in Migration.Pending(Known, ReadApplied(connection)))
        {
            connection.Execute(migration.Sql);
            Record(connection, migration, now);
            count++;
        }

        session.Commit();
        return count;
    }

    private static HashSet<int> ReadApplied(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT number FROM schema_version";
        using var reader = command.ExecuteReader();
        var applied = new HashSet<int>();
        while (reader.Read()) applied.Add(reader.GetInt32(0));
        return applied;
    }

    private static void Record(SqliteConnection connection, Migration migration, DateTimeOffset now)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO schema_version (number, name, applied_ms) VALUES (@number, @name, @now)";
        command.Parameters.AddWithValue("@number", migration.Number);
        command.Parameters.AddWithValue("@name", migration.Name);
        command.Parameters.AddWithValue("@now", now.ToUnixTimeMilliseconds());
        command.ExecuteNonQuery();
    }
}
