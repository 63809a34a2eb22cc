namespace Workflows.Schemas.Formats;

/// <summary>Whether the text has the form that a <c>format</c> names.</summary>
internal delegate bool FormatCheck(ReadOnlySpan<char> text);
