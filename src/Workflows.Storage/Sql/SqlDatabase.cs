using System.Data.Common;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Sql;

/// <summary>What the shared SQL needs from a database: connections, transactions, and the few things that the dialects say differently.</summary>
internal abstract class SqlDatabase
{
    /// <summary>Runs a query on a read connection. Errors of the driver come out as <see cref="StoreException"/>.</summary>
    public abstract Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellationToken);

    /// <summary>Runs statements in one transaction, which is committed when they return and rolled back when they throw.</summary>
    public abstract Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> statements, CancellationToken cancellationToken);

    /// <summary>A command that the database keeps prepared where it can. The caller does not dispose it.</summary>
    public abstract DbCommand Command(DbConnection connection, string sql);

    /// <summary>The parameter value of a UUID.</summary>
    public abstract object Uuid(Guid value);

    /// <summary>A UUID as the driver hands it over.</summary>
    public abstract Guid ToGuid(object value);

    /// <summary>Reads a UUID column.</summary>
    public abstract Guid GetGuid(DbDataReader reader, int ordinal);

    /// <summary>Adds the values as parameters and returns the SQL behind a column that selects them: <c>IN (…)</c> or <c>= ANY(…)</c>.</summary>
    public abstract string In(DbCommand command, string name, IReadOnlyList<string> values);

    /// <inheritdoc cref="In(DbCommand, string, IReadOnlyList{string})"/>
    public abstract string In(DbCommand command, string name, IReadOnlyList<Guid> values);

    /// <summary>
    /// Completes a query whose WHERE clause lacks only that a column has one of the values: each is looked up by itself in the index that ends with
    /// the column, or goes on in the given order, whatever the planner thinks of the rest of the condition.
    /// </summary>
    /// <param name="command">Gets the values as parameters.</param>
    /// <param name="query">The query, up to the end of its condition.</param>
    /// <param name="column">The column.</param>
    /// <param name="values">The values, each once.</param>
    /// <param name="first">
    /// <c>ORDER BY … LIMIT …</c>: the first rows, of each value or of all together, which differs by the dialect; the caller sorts and cuts. Without it rows
    /// come all, and in no order.
    /// </param>
    public abstract string Lookup(DbCommand command, string query, string column, IReadOnlyList<string> values, string first = "");

    /// <summary>A condition on a boolean column, written as the partial indexes write it.</summary>
    public abstract string IsTrue(string column);

    /// <summary>Reads every row of a query that is built on the connection's command.</summary>
    public Task<List<T>> QueryAsync<T>(
        string sql, Action<DbCommand> bind, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        ReadAsync(Rows(sql, bind, map, cancellationToken), cancellationToken);

    /// <summary>
    /// Reads the rows of a query that finds them by their keys, so that one plan fits all values: where planning costs more than such a query, the
    /// plan is kept.
    /// </summary>
    public virtual Task<List<T>> FindAsync<T>(
        string sql, Action<DbCommand> bind, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        QueryAsync(sql, bind, map, cancellationToken);

    /// <summary>Reads the rows of a query on a connection.</summary>
    protected Func<DbConnection, Task<List<T>>> Rows<T>(
        string sql, Action<DbCommand> bind, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        async connection =>
        {
            var command = Command(connection, sql);
            bind(command);
            return await ReadRowsAsync(command, map, cancellationToken);
        };

    /// <summary>Reads every row of a command.</summary>
    public static async Task<List<T>> ReadRowsAsync<T>(
        DbCommand command, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(map(reader));
        return rows;
    }
}
