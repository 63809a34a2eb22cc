using System.Data.Common;
using System.Text;

namespace Workflows.Storage.Sql;

/// <summary>Conversions between records and columns that both dialects share.</summary>
internal static class SqlExtensions
{
    /// <summary>Adds a parameter; null becomes NULL.</summary>
    public static void Bind(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    /// <summary>A text column as UTF-8; empty for NULL.</summary>
    public static ReadOnlyMemory<byte> GetUtf8(this DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? default : reader.GetFieldValue<byte[]>(ordinal);

    /// <summary>A text column; null for NULL.</summary>
    public static string? GetText(this DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    /// <summary>A moment from Unix milliseconds.</summary>
    public static DateTimeOffset GetMoment(this DbDataReader reader, int ordinal) => reader.GetInt64(ordinal).ToMoment();

    /// <summary>A moment from Unix milliseconds.</summary>
    public static DateTimeOffset ToMoment(this long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    /// <summary>Unix milliseconds.</summary>
    public static long ToMs(this DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();

    /// <summary>The text of UTF-8 bytes.</summary>
    public static string ToText(this ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    /// <summary>The UTF-8 bytes of a text; empty for null.</summary>
    public static ReadOnlyMemory<byte> ToUtf8(this string? text) => text is null ? default : Encoding.UTF8.GetBytes(text);
}
