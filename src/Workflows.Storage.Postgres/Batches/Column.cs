using Npgsql;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>Makes parameters without boxing.</summary>
internal static class Column
{
    /// <summary>A value, or a list of values for <c>unnest</c>.</summary>
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };
}
