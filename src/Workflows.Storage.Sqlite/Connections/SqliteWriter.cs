using Microsoft.Data.Sqlite;

namespace Workflows.Storage.Sqlite.Connections;

/// <summary>Runs writes one after the other on the writer thread, over one connection that is opened anew after a failure of its file.</summary>
internal sealed class SqliteWriter(SqliteConnections connections, int queueLength) : IAsyncDisposable
{
    private readonly WriterThread thread = new(queueLength);
    private WriteSession? session;

    /// <summary>Runs work with the session on the writer thread; it begins and ends its own transactions.</summary>
    /// <exception cref="Abstractions.Storage.StoreException">SQLite failed.</exception>
    public Task<T> RunAsync<T>(Func<WriteSession, T> work, CancellationToken cancellationToken) =>
        thread.RunAsync(() => Guard(work), cancellationToken);

    /// <summary>Runs statements in one transaction: committed when they return, rolled back when they throw.</summary>
    /// <exception cref="Abstractions.Storage.StoreException">SQLite failed.</exception>
    public Task<T> TransactAsync<T>(Func<SqliteConnection, T> statements, CancellationToken cancellationToken) =>
        RunAsync(
            current =>
            {
                current.Begin();
                var result = statements(current.Connection);
                current.Commit();
                return result;
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await thread.DisposeAsync();
        session?.Dispose();
    }

    private T Guard<T>(Func<WriteSession, T> work)
    {
        try
        {
            session ??= new WriteSession(connections.OpenWriter());
            return work(session);
        }
        catch (SqliteException error)
        {
            EndAfter(error.SqliteErrorCode);
            throw SqliteErrors.Wrap(error);
        }
        catch
        {
            EndAfter(SQLitePCL.raw.SQLITE_ERROR);
            throw;
        }
    }

    private void EndAfter(int code)
    {
        if (session is null) return;
        try
        {
            session.Rollback();
            if (SqliteErrors.SparesConnection(code)) return;
        }
        catch (SqliteException)
        {
            // The error that led here is the one to report; closing the connection ends the transaction just as well.
        }

        session.Dispose();
        session = null;
    }
}
