namespace Workflows.Hosting.Actions;

/// <summary>An outgoing call was refused because of where it goes.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);
