namespace Workflows.Cluster.Tests.Engine;

/// <summary>A silo's way to the table of members, which can be cut.</summary>
/// <param name="inner">The table.</param>
internal sealed class CutTable(IMembershipTable inner) : IMembershipTable
{
    private volatile bool isCut;

    /// <summary>Whether the silo reaches the table no more.</summary>
    public bool IsCut
    {
        get => isCut;
        set => isCut = value;
    }

    private IMembershipTable Table => isCut ? throw new IOException("The table of members cannot be reached.") : inner;

    public async Task InitializeMembershipTable(bool tryInitTableVersion) => await Table.InitializeMembershipTable(tryInitTableVersion);

    public async Task DeleteMembershipTableEntries(string clusterId) => await Table.DeleteMembershipTableEntries(clusterId);

    public async Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => await Table.CleanupDefunctSiloEntries(beforeDate);

    public async Task<MembershipTableData> ReadRow(SiloAddress key) => await Table.ReadRow(key);

    public async Task<MembershipTableData> ReadAll() => await Table.ReadAll();

    public async Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => await Table.InsertRow(entry, tableVersion);

    public async Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        await Table.UpdateRow(entry, etag, tableVersion);

    public async Task UpdateIAmAlive(MembershipEntry entry) => await Table.UpdateIAmAlive(entry);
}
