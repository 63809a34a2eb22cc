namespace Workflows.Hosting.Ingest;

/// <summary>The names that event types may have: <c>SCREAMING_SNAKE_CASE</c>, or dotted like <c>service.domain.action</c>.</summary>
public static class EventTypeName
{
    /// <summary>Whether a text is the name of an event type. Its length is not looked at.</summary>
    public static bool IsValid(ReadOnlySpan<char> name) =>
        name.Contains('.') ? IsDotted(name) : IsScreamingSnake(name);

    private static bool IsScreamingSnake(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || !char.IsAsciiLetterUpper(name[0]) || name[^1] == '_') return false;
        for (var i = 1; i < name.Length; i++)
        {
            var separates = name[i] == '_' && name[i - 1] != '_';
            if (!separates && !char.IsAsciiLetterUpper(name[i]) && !char.IsAsciiDigit(name[i])) return false;
        }

        return true;
    }

    private static bool IsDotted(ReadOnlySpan<char> name)
    {
        foreach (var range in name.Split('.'))
            if (!IsSegment(name[range])) return false;
        return true;
    }

    private static bool IsSegment(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty || !char.IsAsciiLetterOrDigit(segment[0])) return false;
        foreach (var character in segment)
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-')) return false;
        return true;
    }
}
