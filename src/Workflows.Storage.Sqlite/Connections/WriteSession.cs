using Microsoft.Data.Sqlite;
using Workflows.Storage.Sqlite.Batches;

namespace Workflows.Storage.Sqlite.Connections;

/// <summary>The write connection with its prepared statements. Used on the writer thread only.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement rollback;

    public WriteSession(SqliteConnection connection)
    {
        Connection = connection;
        var db = connection.Handle!;
        begin = new Statement(db, "BEGIN IMMEDIATE");
        commit = new Statement(db, "COMMIT");
        rollback = new Statement(db, "ROLLBACK");
    }

    public SqliteConnection Connection { get; }

    /// <summary>The statements of the write path, prepared when they are first needed: the schema may not be there before.</summary>
    public CommitStatements Statements => field ??= new CommitStatements(Connection.Handle!);

    public void Begin() => begin.Run();

    public void Commit() => commit.Run();

    /// <summary>Ends the transaction, if one is open: SQLite ends it by itself after some errors.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle!) == 0) rollback.Run();
    }

    public void Dispose()
    {
        begin.Dispose();
        commit.Dispose();
        rollback.Dispose();
        Statements.Dispose();
        Connection.Dispose();
    }
}
