namespace Workflows.Expressions.Functions;

/// <summary>One parameter of a signature.</summary>
internal sealed record SignatureParameter
{
    /// <summary>The type as written, for messages and editors.</summary>
    public required string Type { get; init; }

    /// <summary>Bits of <see cref="ValueTypes"/>.</summary>
    public required int Accepts { get; init; }

    /// <summary>A single value is wrapped into an array.</summary>
    public bool IsArray { get; init; }

    /// <summary>What the items must be, or null.</summary>
    public int? Item { get; init; }

    /// <summary><c>?</c>: may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary><c>+</c>: one or more.</summary>
    public bool IsRepeated { get; init; }

    /// <summary><c>-</c>: the context stands in when it is left out.</summary>
    public bool TakesContext { get; init; }
}
