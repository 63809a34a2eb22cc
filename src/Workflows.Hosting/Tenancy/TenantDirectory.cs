using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Hosting.Changes;

namespace Workflows.Hosting.Tenancy;

/// <summary>Keys and settings of tenants; remembered for half a minute, and a change in this host is seen at once.</summary>
public sealed class TenantDirectory
{
    private const string Topic = "tenants";
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);
    private readonly IStore store;
    private readonly TimeProvider clock;
    private readonly ChangeSignals signals;
    private Known? known;
    private int generation;

    /// <summary>Creates the directory.</summary>
    /// <param name="store">The store.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="signals">Brings changes of other processes.</param>
    public TenantDirectory(IStore store, TimeProvider clock, ChangeSignals signals)
    {
        (this.store, this.clock, this.signals) = (store, clock, signals);
        signals.Register(Topic, () => Interlocked.Increment(ref generation));
    }

    /// <summary>A tenant.</summary>
    /// <exception cref="InvalidOperationException">There is no such tenant.</exception>
    /// <exception cref="StoreException">The store failed.</exception>
    public ValueTask<TenantProfile> GetAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var current = Volatile.Read(ref known);
        return current is not null && current.Generation == Volatile.Read(ref generation) && clock.GetUtcNow() < current.Until
            && current.Tenants.TryGetValue(tenant, out var profile)
            ? new(profile)
            : LoadAsync(tenant, cancellationToken);
    }

    /// <summary>Tells that a tenant's settings were changed.</summary>
    public void Changed() => signals.Changed(Topic);

    private async ValueTask<TenantProfile> LoadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        // What was read before a change is never good after it.
        var read = Volatile.Read(ref generation);
        var tenants = await store.Tenants.ListAsync(cancellationToken);
        var loaded = new Known(
            tenants.ToDictionary(record => record.Id, record => new TenantProfile(record.Key, TenantSettings.Read(record.Settings))),
            read, clock.GetUtcNow() + Life);
        Volatile.Write(ref known, loaded);
        return loaded.Tenants.TryGetValue(tenant, out var profile)
            ? profile
            : throw new InvalidOperationException($"There is no tenant {tenant}.");
    }

    private sealed record Known(Dictionary<TenantId, TenantProfile> Tenants, int Generation, DateTimeOffset Until);
}

/// <summary>What the engine needs to know of a tenant.</summary>
/// <param name="Key">What users and credentials call it; the <c>tenantId</c> of payloads.</param>
/// <param name="Settings">Its settings.</param>
public sealed record TenantProfile(string Key, TenantSettings Settings);

/// <summary>A tenant's choices.</summary>
/// <param name="AcceptInvalidPayloads">Whether an event whose payload breaks its schema is stored and flagged, instead of refused.</param>
public sealed record TenantSettings(bool AcceptInvalidPayloads)
{
    private const string InvalidPayloads = "invalidPayloads";

    /// <summary>Reads the stored settings.</summary>
    public static TenantSettings Read(ReadOnlyMemory<byte> settings) =>
        new(!settings.IsEmpty && JsonValue.Parse(settings)[InvalidPayloads].IsString("accept"));

    /// <summary>Stored settings with these in them; what else is there stays.</summary>
    public byte[] WriteInto(ReadOnlyMemory<byte> settings)
    {
        var stored = settings.IsEmpty ? JsonValue.EmptyObject : JsonValue.Parse(settings);
        return stored.With(InvalidPayloads, JsonValue.From(AcceptInvalidPayloads ? "accept" : "reject")).ToUtf8();
    }
}
