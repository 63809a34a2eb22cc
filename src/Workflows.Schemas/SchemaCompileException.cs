namespace Workflows.Schemas;

/// <summary>A schema that can't be compiled.</summary>
/// <param name="error">What is wrong, and where.</param>
public sealed class SchemaCompileException(SchemaCompileError error)
    : Exception($"{error.Message} ({error.Code} at '{error.Pointer}')")
{
    /// <summary>What is wrong, and where.</summary>
    public SchemaCompileError Error { get; } = error;
}
