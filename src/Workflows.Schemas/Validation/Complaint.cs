namespace Workflows.Schemas.Validation;

/// <summary>The words of a validation error: what was expected and what was there, short enough for one line.</summary>
internal readonly record struct Complaint(string Expected, string Actual);
