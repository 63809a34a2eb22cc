using System.Globalization;

namespace Workflows.Schemas.Text;

/// <summary>An immutable set of Unicode code points, kept as sorted ranges.</summary>
internal sealed class CodePointSet
{
    public const int End = 0x110000;

    public static readonly CodePointSet Empty = new([]);
    public static readonly CodePointSet All = new([0, End]);

    // Alternating inclusive starts and exclusive ends, strictly ascending.
    private readonly int[] _bounds;

    private CodePointSet(int[] bounds) => _bounds = bounds;

    /// <summary>The ranges, both ends included.</summary>
    public IEnumerable<(int First, int Last)> Ranges
    {
        get
        {
            for (int i = 0; i < _bounds.Length; i += 2)
                yield return (_bounds[i], _bounds[i + 1] - 1);
        }
    }

    public bool IsEmpty => _bounds.Length == 0;

    public static CodePointSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var bounds = new List<int>();
        foreach (var (first, last) in ranges.OrderBy(range => range.First))
        {
            if (bounds.Count > 0 && first <= bounds[^1])
            {
                bounds[^1] = Math.Max(bounds[^1], last + 1);
            }
            else
            {
                bounds.Add(first);
                bounds.Add(last + 1);
            }
        }
        return new CodePointSet([.. bounds]);
    }

    /// <summary>Reads a list of hexadecimal code points and ranges: <c>"41-5A 61-7A AA"</c>.</summary>
    public static CodePointSet Parse(string list) =>
        Of(list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(ParseRange));

    /// <summary>Every code point of which the general category passes the test.</summary>
    public static CodePointSet OfCategories(Func<UnicodeCategory, bool> test)
    {
        var bounds = new List<int>();
        bool inside = false;
        for (int codePoint = 0; codePoint < End; codePoint++)
        {
            if (test(CharUnicodeInfo.GetUnicodeCategory(codePoint)) != inside)
            {
                bounds.Add(codePoint);
                inside = !inside;
            }
        }
        if (inside)
            bounds.Add(End);
        return new CodePointSet([.. bounds]);
    }

    public bool Contains(int codePoint)
    {
        int index = Array.BinarySearch(_bounds, codePoint);
        return index >= 0 ? index % 2 == 0 : ~index % 2 == 1;
    }

    public CodePointSet Union(CodePointSet other) => Of(Ranges.Concat(other.Ranges));

    public CodePointSet Intersect(CodePointSet other) => Complement().Union(other.Complement()).Complement();

    public CodePointSet Complement()
    {
        var bounds = new List<int>(_bounds);
        Toggle(bounds, 0, atStart: true);
        Toggle(bounds, End, atStart: false);
        return new CodePointSet([.. bounds]);
    }

    private static void Toggle(List<int> bounds, int bound, bool atStart)
    {
        int edge = atStart ? 0 : bounds.Count - 1;
        if (bounds.Count > 0 && bounds[edge] == bound)
            bounds.RemoveAt(edge);
        else
            bounds.Insert(atStart ? 0 : bounds.Count, bound);
    }

    private static (int First, int Last) ParseRange(string text)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash < 0
            ? (Hex(text), Hex(text))
            : (Hex(text.AsSpan(0, dash)), Hex(text.AsSpan(dash + 1)));
    }

    private static int Hex(ReadOnlySpan<char> digits) =>
        int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
