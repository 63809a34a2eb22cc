namespace Workflows.Schemas;

/// <summary>Why a schema was refused.</summary>
/// <param name="Code">A stable code, one of <see cref="SchemaErrorCodes"/>.</param>
/// <param name="Pointer">
/// JSON pointer to the offending value in the schema; for another document its URI, <c>#</c> and the pointer.
/// </param>
/// <param name="Message">One sentence for people.</param>
public sealed record SchemaCompileError(string Code, string Pointer, string Message);
