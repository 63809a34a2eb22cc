using System.Diagnostics.CodeAnalysis;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Actions;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Changes;

namespace Workflows.Hosting.Workers;

/// <summary>The actions that a tenant may call: those of the program, and those that its own workers perform. Remembered in memory.</summary>
public sealed class RemoteActions
{
    /// <summary>What the memory is told of by <see cref="ChangeSignals"/>: actions were registered.</summary>
    public const string Topic = "remote-actions";

    private readonly IStore store;
    private readonly ActionRegistry local;
    private readonly ChangeCache<TenantId, TenantActions> tenants = new();

    /// <summary>Creates the directory.</summary>
    public RemoteActions(IStore store, ActionRegistry local, ChangeSignals changes)
    {
        (this.store, this.local) = (store, local);
        changes.Register(Topic, tenants.Forget);
    }

    /// <summary>The actions of a tenant.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public async ValueTask<TenantActions> GetAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (tenants.TryGet(tenant, out var known)) return known;
        var readAt = tenants.Generation;
        var records = await store.Workers.ListActionsAsync(tenant, cancellationToken);
        var found = new TenantActions(local, [.. records.Select(RemoteAction.Read)]);
        tenants.Set(tenant, found, readAt);
        return found;
    }
}

/// <summary>The actions that one tenant may call.</summary>
public sealed class TenantActions : IActionCatalog
{
    private readonly ActionRegistry local;
    private readonly Dictionary<(string Id, int Version), RemoteAction> remote;

    internal TenantActions(ActionRegistry local, IReadOnlyList<RemoteAction> remote)
    {
        this.local = local;
        this.remote = remote.ToDictionary(action => (action.Descriptor.Id, action.Descriptor.Version));
        All = [.. local.All.Concat(remote.Select(action => action.Descriptor))
            .OrderBy(action => action.Id, StringComparer.Ordinal).ThenBy(action => action.Version)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionDescriptor> All { get; }

    /// <inheritdoc/>
    public bool TryGet(string id, int version, [NotNullWhen(true)] out ActionDescriptor? action)
    {
        if (local.TryGet(id, version, out action)) return true;
        action = FindRemote(id, version)?.Descriptor;
        return action is not null;
    }

    /// <summary>A remote action; null when there is none such.</summary>
    public RemoteAction? FindRemote(string id, int version) => remote.GetValueOrDefault((id, version));
}
