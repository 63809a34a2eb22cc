using System.Data.Common;
using Npgsql;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Postgres.Connections;

/// <summary>Pooled connections for the shared SQL.</summary>
internal sealed class PostgresDatabase(PostgresConnections connections) : SqlDatabase
{
    public override Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellationToken) =>
        ReadAsync(connections.Readers, query, cancellationToken);

    public override Task<List<T>> FindAsync<T>(
        string sql, Action<DbCommand> bind, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        ReadAsync(connections.Keyed, Rows(sql, bind, map, cancellationToken), cancellationToken);

    private static async Task<T> ReadAsync<T>(
        NpgsqlDataSource source, Func<DbConnection, Task<T>> query, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await query(connection);
        }
        catch (Exception error) when (PostgresErrors.IsInfrastructure(error))
        {
            throw PostgresErrors.Wrap(error);
        }
    }

    public override Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> statements, CancellationToken cancellationToken) =>
        connections.Abandoned.EndWhileAsync(ReadAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                var result = await statements(connection);
                await transaction.CommitAsync(cancellationToken);
                return result;
            },
            cancellationToken));

    public override DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    public override object Uuid(Guid value) => value;

    public override string IsTrue(string column) => column;

    /// <inheritdoc/>
    public override Guid ToGuid(object value) => (Guid)value;

    public override Guid GetGuid(DbDataReader reader, int ordinal) => reader.GetGuid(ordinal);

    public override string In(DbCommand command, string name, IReadOnlyList<string> values) => Any(command, name, values.ToArray());

    public override string In(DbCommand command, string name, IReadOnlyList<Guid> values) => Any(command, name, values.ToArray());

    public override string Lookup(DbCommand command, string query, string column, IReadOnlyList<string> values, string first = "")
    {
        command.Bind("values", values.ToArray());
        // OFFSET keeps the lookup what it is: pulled up, it would be joined in ways that read everything that the rest of the condition lets through.
        return $"""
            SELECT found.* FROM unnest(@values) AS wanted (value)
            CROSS JOIN LATERAL ({query} AND {column} = wanted.value COLLATE "C" {first} OFFSET 0) AS found
            """;
    }

    private static string Any(DbCommand command, string name, object values)
    {
        command.Bind(name, values);
        return $"= ANY(@{name})";
    }
}
