using Microsoft.Data.Sqlite;

namespace Workflows.Storage.Sqlite.Connections;

/// <summary>Short forms.</summary>
internal static class SqliteConnectionExtensions
{
    /// <summary>Runs statements without parameters.</summary>
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first value of a query without parameters.</summary>
    public static long ExecuteLong(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
