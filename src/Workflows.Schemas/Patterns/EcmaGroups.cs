namespace Workflows.Schemas.Patterns;

/// <summary>The capture groups of a pattern, counted before translation because references may look ahead.</summary>
internal sealed class EcmaGroups
{
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public bool TryGetNumber(string name, out int number) => _names.TryGetValue(name, out number);

    public static EcmaGroups Scan(string pattern)
    {
        var groups = new EcmaGroups();
        var reader = new EcmaReader(pattern);
        bool inClass = false;
        while (!reader.AtEnd)
        {
            char unit = reader.Peek();
            reader.Skip(1);
            if (unit == '\\')
                reader.Skip(1);
            else if (unit == '[')
                inClass = true;
            else if (unit == ']')
                inClass = false;
            else if (unit == '(' && !inClass)
                groups.Open(reader);
        }
        return groups;
    }

    private void Open(EcmaReader reader)
    {
        if (reader.Peek() != '?')
        {
            Count++;
            return;
        }
        bool isNamed = reader.Peek(1) == '<' && reader.Peek(2) is not ('=' or '!');
        if (!isNamed)
            return;
        reader.Skip(2);
        string name = reader.ReadUntil('>');
        if (!IsName(name))
            throw reader.Error($"'{name}' is not a group name.");
        if (!_names.TryAdd(name, ++Count))
            throw reader.Error($"Group '{name}' is there twice.");
    }

    private static bool IsName(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(unit => char.IsLetterOrDigit(unit) || unit is '_' or '$');
}
