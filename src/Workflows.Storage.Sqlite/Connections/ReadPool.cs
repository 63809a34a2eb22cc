using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Workflows.Storage.Sqlite.Connections;

/// <summary>A bounded pool of read connections.</summary>
internal sealed class ReadPool(SqliteConnections connections, int size) : IDisposable
{
    private readonly SemaphoreSlim room = new(size, size);
    private readonly ConcurrentStack<ReaderConnection> idle = new();
    private volatile bool disposed;

    /// <summary>Runs a query on a connection of its own. A connection whose file gave trouble is not used again.</summary>
    public async Task<T> RunAsync<T>(Func<ReaderConnection, Task<T>> query, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        await room.WaitAsync(cancellationToken);
        ReaderConnection? reader = null;
        try
        {
            if (!idle.TryPop(out reader)) reader = connections.OpenReader();
            var result = await query(reader);
            Return(reader);
            return result;
        }
        catch (SqliteException error) when (reader is not null && SqliteErrors.SparesConnection(error.SqliteErrorCode))
        {
            Return(reader);
            throw;
        }
        catch
        {
            reader?.Dispose();
            throw;
        }
        finally
        {
            room.Release();
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryPop(out var reader)) reader.Dispose();
    }

    private void Return(ReaderConnection reader)
    {
        idle.Push(reader);
        if (disposed) Dispose();
    }
}
