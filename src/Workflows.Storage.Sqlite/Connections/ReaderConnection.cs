using Microsoft.Data.Sqlite;

namespace Workflows.Storage.Sqlite.Connections;

/// <summary>A read connection and the commands that were prepared on it.</summary>
internal sealed class ReaderConnection(string connectionString) : SqliteConnection(connectionString)
{
    private const int MaxCommands = 64;
    private readonly Dictionary<string, SqliteCommand> commands = [];

    /// <summary>A command that stays prepared; its parameters are cleared.</summary>
    public SqliteCommand Prepared(string sql)
    {
        if (commands.TryGetValue(sql, out var command))
        {
            command.Parameters.Clear();
            return command;
        }

        command = CreateCommand();
        command.CommandText = sql;
        if (commands.Count < MaxCommands) commands.Add(sql, command);
        return command;
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var command in commands.Values) command.Dispose();
        commands.Clear();
        base.Dispose(disposing);
    }
}
