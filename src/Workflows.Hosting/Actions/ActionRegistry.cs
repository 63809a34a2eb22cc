using System.Diagnostics.CodeAnalysis;
using Workflows.Engine.Actions;

namespace Workflows.Hosting.Actions;

/// <summary>The actions that were registered at start-up.</summary>
public sealed class ActionRegistry : IActionCatalog
{
    private readonly Dictionary<(string Id, int Version), IAction> actions = [];

    /// <summary>Collects the actions.</summary>
    /// <exception cref="ArgumentException">Two have the same id and version, or one is neither pure nor side-effecting as it says.</exception>
    public ActionRegistry(IEnumerable<IAction> actions)
    {
        foreach (var action in actions)
        {
            var descriptor = action.Descriptor;
            if (action is not (ISideEffectAction or IPureAction) || action is ISideEffectAction != descriptor.HasSideEffects)
                throw new ArgumentException($"The action {descriptor.Id}@{descriptor.Version} does not implement what its descriptor says.");
            if (!this.actions.TryAdd((descriptor.Id, descriptor.Version), action))
                throw new ArgumentException($"The action {descriptor.Id}@{descriptor.Version} is registered twice.");
        }

        All = [.. this.actions.Values.Select(action => action.Descriptor)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal).ThenBy(descriptor => descriptor.Version)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionDescriptor> All { get; }

    /// <inheritdoc/>
    public bool TryGet(string id, int version, [NotNullWhen(true)] out ActionDescriptor? action)
    {
        action = actions.TryGetValue((id, version), out var found) ? found.Descriptor : null;
        return action is not null;
    }

    internal bool Has(ActionDescriptor descriptor) => actions.ContainsKey((descriptor.Id, descriptor.Version));

    internal IAction Get(ActionDescriptor descriptor) => actions[(descriptor.Id, descriptor.Version)];
}
