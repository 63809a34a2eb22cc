namespace Workflows.Abstractions.Json.Tape;

/// <summary>One token of a parsed document, in document order. A property is a name entry followed by its
/// value.</summary>
internal struct TapeEntry
{
    public const int KindMask = 0x7;
    public const int Escaped = 0x8;
    public const int Shadowed = 0x10;
    public const int Compact = 0x20;
    public const int CountShift = 6;

    /// <summary>Byte offset of the text; for strings and names the first byte inside the quotes.</summary>
    public int Start;

    /// <summary>Bytes of the text; for strings and names without the quotes.</summary>
    public int Length;

    /// <summary>Containers: the index after the last entry inside. Names: the hash of the name.</summary>
    public int Link;

    /// <summary>Kind, flags and, for containers, the number of children.</summary>
    public int Info;

    public readonly JsonKind Kind => (JsonKind)(Info & KindMask);
    public readonly int Count => Info >>> CountShift;
    public readonly bool Has(int flag) => (Info & flag) != 0;
}
