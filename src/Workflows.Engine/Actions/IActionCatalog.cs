using System.Diagnostics.CodeAnalysis;

namespace Workflows.Engine.Actions;

/// <summary>The registered actions. The list does not change while the process lives.</summary>
public interface IActionCatalog
{
    /// <summary>All actions, by id and version.</summary>
    IReadOnlyList<ActionDescriptor> All { get; }

    /// <summary>An action by id and version.</summary>
    bool TryGet(string id, int version, [NotNullWhen(true)] out ActionDescriptor? action);
}
