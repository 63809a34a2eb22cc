using System.Globalization;
using Workflows.ClientApi.Paging;
using Workflows.ClientApi.Problems;
using Workflows.Hosting;

namespace Workflows.ClientApi.Requests;

/// <summary>Reads query parameters and remembers the first that is wrong.</summary>
internal sealed class QueryReader
{
    /// <summary>The most rows of one page.</summary>
    public const int MaxLimit = 200;

    /// <summary>The rows of a page when the request does not say.</summary>
    public const int DefaultLimit = 50;

    private const int MaxTextLength = 200;

    /// <summary>What is wrong; null when nothing is.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>The size of the page.</summary>
    public int Limit(string? text) => Number("limit", text, 1, MaxLimit) ?? DefaultLimit;

    /// <summary>A whole number.</summary>
    public int? Number(string name, string? text, int min, int max)
    {
        if (text is null) return null;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number >= min && number <= max) return number;
        Refuse(GatewayProblems.InvalidParameter(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}")));
        return null;
    }

    /// <summary>A moment.</summary>
    public DateTimeOffset? Time(string name, string? text)
    {
        if (text is null) return null;
        if (Rfc3339.TryRead(text, out var time)) return time;
        Refuse(GatewayProblems.InvalidParameter(name, "an RFC 3339 time with an offset, as 2026-01-31T12:00:00Z"));
        return null;
    }

    /// <summary>A short text.</summary>
    public string? Text(string name, string? text)
    {
        if (text is null || (text.Length is > 0 and <= MaxTextLength && !text.AsSpan().ContainsAnyInRange('\0', '\u001f'))) return text;
        Refuse(GatewayProblems.InvalidParameter(name, "1 to 200 characters without control characters"));
        return null;
    }

    /// <summary>One of a few words, in any case.</summary>
    public string? Choice(string name, string? text, params ReadOnlySpan<string> choices)
    {
        if (text is null) return null;
        foreach (var choice in choices)
            if (choice.Equals(text, StringComparison.OrdinalIgnoreCase)) return choice;
        Refuse(GatewayProblems.InvalidParameter(name, $"one of {string.Join(", ", choices.ToArray())}"));
        return null;
    }

    /// <summary>A value of an enumeration, by its name in any case.</summary>
    public T? OneOf<T>(string name, string? text)
        where T : struct, Enum =>
        Choice(name, text, [.. Enum.GetNames<T>().Select(word => word.ToLowerInvariant())]) is { } choice
            ? Enum.Parse<T>(choice, ignoreCase: true)
            : null;

    /// <summary>The key in a cursor of a list.</summary>
    public string? Position(char list, string? cursor)
    {
        if (cursor is null) return null;
        if (Cursor.TryDecode(list, cursor, out var key)) return key;
        Refuse(GatewayProblems.InvalidCursor);
        return null;
    }

    /// <summary>The UUID in a cursor of a list.</summary>
    public Guid? GuidPosition(char list, string? cursor)
    {
        if (Position(list, cursor) is not { } key) return null;
        if (Guid.TryParseExact(key, "D", out var id)) return id;
        Refuse(GatewayProblems.InvalidCursor);
        return null;
    }

    /// <summary>Remembers that a cursor was not made by the list.</summary>
    public void RefuseCursor() => Refuse(GatewayProblems.InvalidCursor);

    private void Refuse(Problem problem) => Problem ??= problem;
}
