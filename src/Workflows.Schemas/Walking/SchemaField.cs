using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Walking;

/// <summary>A field that instances of a schema have, or may have.</summary>
public sealed record SchemaField
{
    /// <summary>
    /// Where it is: names joined by dots, <c>[]</c> for the items of an array, <c>*</c> for the values of a map:
    /// <c>order.lines[].price</c>. Names that are no identifiers stand in backquotes.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>The steps of the path: names as they are, <c>[]</c> and <c>*</c>.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The last step.</summary>
    public string Name => Steps[^1];

    /// <summary>The types that it may have; none when the schema does not say.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>Whether the object around it always has it.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>Whether every instance has it: it and all around it are required. Never true below an array or a map.</summary>
    public required bool IsAlwaysPresent { get; init; }

    /// <summary>The schema's <c>title</c>.</summary>
    public string? Title { get; init; }

    /// <summary>The schema's <c>description</c>.</summary>
    public string? Description { get; init; }

    /// <summary>The schema's <c>format</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The values that <c>enum</c> and <c>const</c> allow; none when any is.</summary>
    public IReadOnlyList<JsonValue> Values { get; init; } = [];

    /// <summary>The schema's <c>default</c>; missing when there is none.</summary>
    public JsonValue Default { get; init; }

    /// <summary>Whether it holds fields that were left out, because the schema repeats itself here or goes too deep.</summary>
    public bool IsCut { get; init; }
}
