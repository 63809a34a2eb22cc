namespace Workflows.Cluster.Tests.Engine;

/// <summary>A silo's way to the table of members, which can be cut.</summary>
/// <param name="inner">The table.</param>
internal sealed class CutTable(IMembershipTable inner) : IMembershipTable
{
    /// <summary>What cuts it; several may share one, and are cut and mended in the same moment.</summary>
    public CutSwitch Switch { get; set; } = new();

    /// <summary>Whether the silo reaches the table no more.</summary>
    public bool IsCut
    {
        get => Switch.IsCut;
        set => Switch.IsCut = value;
    }

    private IMembershipTable Table => IsCut ? throw new IOException("The table of members cannot be reached.") : inner;

    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken) =>
        await Table.InitializeMembershipTableAsync(tryInitTableVersion, cancellationToken);

    public async Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken) =>
        await Table.DeleteMembershipTableEntriesAsync(clusterId, cancellationToken);

    public async Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken) =>
        await Table.CleanupDefunctSiloEntriesAsync(beforeDate, cancellationToken);

    public async Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken) =>
        await Table.ReadRowAsync(key, cancellationToken);

    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken) => await Table.ReadAllAsync(cancellationToken);

    public async Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken) =>
        await Table.InsertRowAsync(entry, tableVersion, cancellationToken);

    public async Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken) =>
        await Table.UpdateRowAsync(entry, etag, tableVersion, cancellationToken);

    public async Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken) =>
        await Table.UpdateIAmAliveAsync(entry, cancellationToken);

    // Orleans still asks for these, and calls those above.
    public Task InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion, CancellationToken.None);

    public Task DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId, CancellationToken.None);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate, CancellationToken.None);

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadRowAsync(key, CancellationToken.None);

    public Task<MembershipTableData> ReadAll() => ReadAllAsync(CancellationToken.None);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion, CancellationToken.None);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        UpdateRowAsync(entry, etag, tableVersion, CancellationToken.None);

    public Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry, CancellationToken.None);
}

/// <summary>Cuts ways to the table.</summary>
internal sealed class CutSwitch
{
    private volatile bool isCut;

    /// <summary>Whether they are cut.</summary>
    public bool IsCut
    {
        get => isCut;
        set => isCut = value;
    }
}
