using Microsoft.Data.Sqlite;
using SQLitePCL;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Sqlite.Connections;

/// <summary>Says once what an SQLite result code means (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    /// <summary>Whether trying again may succeed: a lock, a full disk, a failing file system or memory may get better by itself.</summary>
    public static bool IsTransient(int code) =>
        (code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_INTERRUPT or raw.SQLITE_IOERR
            or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL or raw.SQLITE_READONLY;

    /// <summary>Whether a connection may be used again after an error: not when the file itself was the trouble.</summary>
    public static bool SparesConnection(int code) =>
        (code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_ERROR
            or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE;

    /// <summary>The store's exception for the driver's.</summary>
    public static StoreException Wrap(SqliteException error) =>
        new($"SQLite: {error.Message}", IsTransient(error.SqliteErrorCode), error);

    /// <summary>The exception for a result code of the native library.</summary>
    public static SqliteException Create(sqlite3 db, int code) =>
        new(raw.sqlite3_errmsg(db).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(db));
}
