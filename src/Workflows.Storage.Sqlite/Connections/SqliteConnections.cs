using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Workflows.Storage.Sqlite.Connections;

/// <summary>Opens connections with the settings that durability and speed need.</summary>
internal sealed class SqliteConnections
{
    private readonly SqliteStoreOptions options;
    private readonly string writerString;
    private readonly string readerString;

    static SqliteConnections() => SQLitePCL.Batteries_V2.Init();

    public SqliteConnections(string path, SqliteStoreOptions options)
    {
        this.options = options;
        writerString = Build(path, SqliteOpenMode.ReadWriteCreate);
        readerString = Build(path, SqliteOpenMode.ReadWrite);
    }

    /// <summary>The writer. With a synchronous level of FULL the log is flushed to disk at every commit, so a commit survives a power cut.</summary>
    public SqliteConnection OpenWriter() => Open(
        new SqliteConnection(writerString),
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;"
        + string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{options.WriterCacheMegabytes * 1024L};"));

    /// <summary>A reader; it sees the last commit and holds up no writer.</summary>
    public ReaderConnection OpenReader() => Open(new ReaderConnection(readerString), "PRAGMA query_only = ON; PRAGMA cache_size = -8192;");

    // The driver's own pool would lose the settings and the prepared statements. The driver's own timeout would wait in steps of 150 ms.
    private static string Build(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ConnectionString;

    private T Open<T>(T connection, string pragmas)
        where T : SqliteConnection
    {
        try
        {
            connection.Open();
            connection.Execute(string.Create(
                CultureInfo.InvariantCulture,
                $"PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds}; PRAGMA temp_store = MEMORY; {pragmas}"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
