namespace Workflows.Abstractions.Json.Nodes;

/// <summary>What a <see cref="JsonValue"/> refers to, unless it refers to a plain string.</summary>
internal abstract class JsonNode(JsonForm form, JsonKind kind)
{
    public readonly JsonForm Form = form;

    /// <summary>For a tape the kind lies in the value's own bits instead.</summary>
    public readonly JsonKind Kind = kind;
}

/// <summary>How the 64 bits beside the reference are to be read.</summary>
internal enum JsonForm : byte
{
    Null,
    Boolean,
    Integer,
    Double,
    Tape,
    Array,
    Object,

    /// <summary>Not JSON: a function inside the expression engine. It never leaves an evaluation.</summary>
    Opaque,
}
