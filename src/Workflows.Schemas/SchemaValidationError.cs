namespace Workflows.Schemas;

/// <summary>One way in which an instance breaks its schema.</summary>
/// <param name="InstancePointer">JSON pointer to the offending value.</param>
/// <param name="SchemaPointer">
/// JSON pointer to the keyword in the schema; for another document its URI, <c>#</c> and the pointer.
/// </param>
/// <param name="Keyword">The keyword that failed; <c>json</c> when the text is not JSON, <c>limit</c> when a budget ran out.</param>
/// <param name="Expected">What the schema asks for.</param>
/// <param name="Actual">What is there; values are cut to one short line.</param>
public sealed record SchemaValidationError(
    string InstancePointer, string SchemaPointer, string Keyword, string Expected, string Actual)
{
    /// <summary>One sentence for people.</summary>
    public string Message =>
        $"{(InstancePointer.Length == 0 ? "The value" : InstancePointer)} should be {Expected}, but is {Actual}.";
}
