using SQLitePCL;
using Workflows.Storage.Sqlite.Connections;

namespace Workflows.Storage.Sqlite.Batches;

/// <summary>
/// A prepared statement of the write path, over the native library: parameters are bound in order, without boxing and, for UTF-8, without
/// turning text into strings and back. Every <c>Bind</c> takes the next parameter.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 db;
    private readonly sqlite3_stmt handle;
    private int next = 1;

    public Statement(sqlite3 db, string sql)
    {
        this.db = db;
        Check(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle));
    }

    public Statement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(handle, next++, value));
        return this;
    }

    public Statement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public Statement Bind(string? value)
    {
        if (value is null) return BindNull();
        Check(raw.sqlite3_bind_text(handle, next++, value));
        return this;
    }

    public Statement Bind(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Check(raw.sqlite3_bind_blob(handle, next++, bytes));
        return this;
    }

    public Statement Bind(Guid? value) => value is { } id ? Bind(id) : BindNull();

    /// <summary>Binds UTF-8 as text.</summary>
    public Statement BindText(ReadOnlyMemory<byte> utf8)
    {
        // An empty span has no address, and SQLite takes a null address for NULL.
        if (utf8.IsEmpty) return Bind("");
        Check(raw.sqlite3_bind_text(handle, next++, utf8.Span));
        return this;
    }

    /// <summary>Binds UTF-8 as text, and nothing as NULL.</summary>
    public Statement BindTextOrNull(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty ? BindNull() : BindText(utf8);

    public Statement BindBlob(ReadOnlyMemory<byte> bytes)
    {
        Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, next++, 0) : raw.sqlite3_bind_blob(handle, next++, bytes.Span));
        return this;
    }

    /// <summary>Runs a statement that returns no rows; returns the number of rows that it changed.</summary>
    public int Run()
    {
        try
        {
            Step();
            return raw.sqlite3_changes(db);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Goes to the next row; false after the last one.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) throw SqliteErrors.Create(db, code);
        return false;
    }

    /// <summary>Makes the statement ready for other values. The error of a failed step was reported by the step already.</summary>
    public void Reset()
    {
        raw.sqlite3_reset(handle);
        next = 1;
    }

    public long GetLong(int column) => raw.sqlite3_column_int64(handle, column);

    public Guid GetGuid(int column) => new(raw.sqlite3_column_blob(handle, column), bigEndian: true);

    public void Dispose() => handle.Dispose();

    private Statement BindNull()
    {
        Check(raw.sqlite3_bind_null(handle, next++));
        return this;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw SqliteErrors.Create(db, code);
    }
}
