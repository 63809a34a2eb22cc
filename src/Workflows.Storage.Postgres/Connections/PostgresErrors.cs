using System.Net.Sockets;
using Npgsql;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Postgres.Connections;

/// <summary>Says once what the driver's errors mean (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PostgresErrors
{
    private const string IdleInTransactionSessionTimeout = "25P03";

    /// <summary>Whether an exception is the database's or the network's, rather than a defect of ours.</summary>
    public static bool IsInfrastructure(Exception error) => error is NpgsqlException or TimeoutException or IOException or SocketException;

    /// <summary>The store's exception for the driver's.</summary>
    public static StoreException Wrap(Exception error) => new($"PostgreSQL: {error.Message}", IsTransient(error), error);

    /// <summary>Whether trying again may succeed.</summary>
    private static bool IsTransient(Exception error) => error is not PostgresException answer || IsTransient(answer.SqlState);

    /// <summary>
    /// By class: 08 connection, 40 rollback (serialization, deadlock), 53 resources (disk full, too many connections), 55 object in use
    /// or locked, 57 operator intervention (shutdown, starting up, statement cancelled by the timeout), 58 system error; and a server that is
    /// read-only, as one is that was just demoted; and a session that the server ended because this process stood still in a transaction.
    /// </summary>
    private static bool IsTransient(string sqlState) =>
        sqlState is PostgresErrorCodes.ReadOnlySqlTransaction or IdleInTransactionSessionTimeout || sqlState[..2] is "08" or "40" or "53" or "55" or "57" or "58";
}
