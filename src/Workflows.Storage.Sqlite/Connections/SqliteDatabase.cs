using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Sqlite.Connections;

/// <summary>
/// Reads run on the caller's thread over pooled connections: they come from the page cache, for the most part, and take microseconds.
/// Writes run on the writer thread.
/// </summary>
internal sealed class SqliteDatabase(SqliteConnections connections, SqliteStoreOptions options) : SqlDatabase, IAsyncDisposable
{
    private readonly ReadPool readers = new(connections, options.ReadConnections);

    public SqliteWriter Writer { get; } = new(connections, options.WriteQueueLength);

    public override async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellationToken)
    {
        try
        {
            return await readers.RunAsync(query, cancellationToken);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Wrap(error);
        }
    }

    public override Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> statements, CancellationToken cancellationToken) =>
        Writer.TransactAsync(connection => statements(connection).GetAwaiter().GetResult(), cancellationToken);

    public override DbCommand Command(DbConnection connection, string sql) =>
        connection is ReaderConnection reader ? reader.Prepared(sql) : Create(connection, sql);

    public override object Uuid(Guid value) => value.ToByteArray(bigEndian: true);

    public override string IsTrue(string column) => $"{column} = 1";

    /// <inheritdoc/>
    public override Guid ToGuid(object value) => new((byte[])value, bigEndian: true);

    public override Guid GetGuid(DbDataReader reader, int ordinal) => new(reader.GetFieldValue<byte[]>(ordinal), bigEndian: true);

    public override string In(DbCommand command, string name, IReadOnlyList<string> values) => In(command, name, values, value => value);

    public override string In(DbCommand command, string name, IReadOnlyList<Guid> values) => In(command, name, values, Uuid);

    public override string Lookup(DbCommand command, string query, string column, IReadOnlyList<string> values, string first = "") =>
        $"{query} AND {column} {In(command, "value", values)} {first}";

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        readers.Dispose();
    }

    private static string In<T>(DbCommand command, string name, IReadOnlyList<T> values, Func<T, object> convert)
    {
        var names = new string[values.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = string.Create(CultureInfo.InvariantCulture, $"@{name}{i}");
            command.Bind(names[i], convert(values[i]));
        }

        return $"IN ({string.Join(',', names)})";
    }

    private static DbCommand Create(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
