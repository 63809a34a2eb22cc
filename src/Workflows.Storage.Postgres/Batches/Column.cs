using Npgsql;
using NpgsqlTypes;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>Makes parameters without boxing.</summary>
internal static class Column
{
    /// <summary>A value, or a list of values for <c>unnest</c>.</summary>
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>UTF-8 as text.</summary>
    public static NpgsqlParameter Text(ReadOnlyMemory<byte> utf8) =>
        new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = utf8, NpgsqlDbType = NpgsqlDbType.Text };

    /// <summary>UTF-8 as text, and nothing as NULL.</summary>
    public static NpgsqlParameter TextOrNull(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty ? Null(NpgsqlDbType.Text) : Text(utf8);

    /// <summary>A text or NULL.</summary>
    public static NpgsqlParameter TextOrNull(string? text) => text is null ? Null(NpgsqlDbType.Text) : Of(text);

    /// <summary>A value or NULL.</summary>
    public static NpgsqlParameter OrNull<T>(T? value, NpgsqlDbType type)
        where T : struct =>
        value is { } present ? Of(present) : Null(type);

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { Value = DBNull.Value, NpgsqlDbType = type };
}
