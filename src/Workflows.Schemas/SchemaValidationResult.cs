namespace Workflows.Schemas;

/// <summary>The outcome of a validation.</summary>
public sealed class SchemaValidationResult
{
    /// <summary>The instance satisfies its schema.</summary>
    public static SchemaValidationResult Valid { get; } = new([], isConclusive: true);

    private SchemaValidationResult(IReadOnlyList<SchemaValidationError> errors, bool isConclusive)
    {
        Errors = errors;
        IsConclusive = isConclusive;
    }

    /// <summary>Whether the instance satisfies its schema.</summary>
    public bool IsValid => Errors.Count == 0;

    /// <summary>
    /// Whether the schema decided. False when a budget ran out or the text was not JSON: the instance counts as invalid
    /// then.
    /// </summary>
    public bool IsConclusive { get; }

    /// <summary>The errors in the order of the schema; none when the instance is valid.</summary>
    public IReadOnlyList<SchemaValidationError> Errors { get; }

    internal static SchemaValidationResult Invalid(IReadOnlyList<SchemaValidationError> errors) => new(errors, true);

    internal static SchemaValidationResult Inconclusive(SchemaValidationError error) => new([error], false);
}
