using Workflows.Schemas.Text;

namespace Workflows.Schemas.Patterns;

/// <summary>Character classes: <c>[a-z\d]</c>, <c>[^…]</c>, and the empty ones, which match nothing and everything.</summary>
internal static class EcmaClass
{
    /// <summary>Reads the class of which the opening bracket has been read.</summary>
    public static CodePointSet Read(EcmaReader reader)
    {
        bool negated = reader.TryRead('^');
        var ranges = new List<(int First, int Last)>();
        while (!reader.TryRead(']'))
        {
            if (reader.AtEnd)
                throw reader.Error("']' expected.");
            ReadRange(reader, ranges);
        }
        var set = CodePointSet.Of(ranges);
        return negated ? set.Complement() : set;
    }

    private static void ReadRange(EcmaReader reader, List<(int First, int Last)> ranges)
    {
        var first = ReadMember(reader);
        if (first.Set is not null || reader.Peek() != '-' || reader.Peek(1) is ']' or '\0')
        {
            Add(first, ranges);
            return;
        }
        reader.Skip(1);
        var last = ReadMember(reader);
        if (last.Set is not null)
        {
            // "[a-\d]": web engines take the dash as a literal.
            Add(first, ranges);
            ranges.Add(('-', '-'));
            Add(last, ranges);
            return;
        }
        if (last.CodePoint < first.CodePoint)
            throw reader.Error("The range of a class is out of order.");
        ranges.Add((first.CodePoint, last.CodePoint));
    }

    private static void Add((int CodePoint, CodePointSet? Set) member, List<(int First, int Last)> ranges)
    {
        if (member.Set is null)
            ranges.Add((member.CodePoint, member.CodePoint));
        else
            ranges.AddRange(member.Set.Ranges);
    }

    private static (int CodePoint, CodePointSet? Set) ReadMember(EcmaReader reader)
    {
        if (!reader.TryRead('\\'))
            return (reader.ReadCodePoint(), null);
        if (reader.TryRead('b'))
            return ('\b', null);
        var set = EcmaCharacters.TryReadSet(reader);
        return set is null ? (EcmaCharacters.ReadEscaped(reader), null) : (0, set);
    }
}
