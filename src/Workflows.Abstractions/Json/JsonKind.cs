namespace Workflows.Abstractions.Json;

/// <summary>What a <see cref="JsonValue"/> is. <see cref="Missing"/> is "no value", which JSON itself cannot
/// say.</summary>
public enum JsonKind : byte
{
    /// <summary>No value: an absent property, an expression without a result.</summary>
    Missing,

    /// <summary>JSON null.</summary>
    Null,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A number; integers of any length keep their text when they are only passed through.</summary>
    Number,

    /// <summary>A string.</summary>
    String,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An object; its properties keep their order.</summary>
    Object,
}
