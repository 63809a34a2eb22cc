namespace Workflows.ClientApi.Requests;

/// <summary>The body of a command that needs nothing but a reason.</summary>
/// <param name="Reason">Why; 3 to 500 characters, kept in the audit trail.</param>
internal sealed record ReasonBody(string Reason);
