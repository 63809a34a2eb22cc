using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Secrets;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Secrets;

/// <summary>A row of <c>secrets</c>.</summary>
internal sealed class SecretRow
{
    public const string Metadata =
        """
        tenant, name, description, master_key AS MasterKey, revision, created_by AS CreatedBy, created_ms AS CreatedMs,
        updated_by AS UpdatedBy, updated_ms AS UpdatedMs, value_ms AS ValueMs, accessed_ms AS AccessedMs
        """;

    public const string Columns = $"{Metadata}, value, wrapped_key AS WrappedKey";

    public int Tenant { get; set; }

    public string Name { get; set; } = "";

    public string? Description { get; set; }

    public byte[] Value { get; set; } = [];

    public byte[] WrappedKey { get; set; } = [];

    public string MasterKey { get; set; } = "";

    public int Revision { get; set; }

    public string CreatedBy { get; set; } = "";

    public long CreatedMs { get; set; }

    public string UpdatedBy { get; set; } = "";

    public long UpdatedMs { get; set; }

    public long ValueMs { get; set; }

    public long? AccessedMs { get; set; }

    public static SecretRow From(SecretRecord record) => new()
    {
        Tenant = record.Tenant.Value,
        Name = record.Name,
        Description = record.Description,
        Value = record.Value.ToArray(),
        WrappedKey = record.WrappedKey.ToArray(),
        MasterKey = record.MasterKey,
        Revision = record.Revision,
        CreatedBy = record.CreatedBy,
        CreatedMs = record.CreatedAt.ToMs(),
        UpdatedBy = record.UpdatedBy,
        UpdatedMs = record.UpdatedAt.ToMs(),
        ValueMs = record.ValueSetAt.ToMs(),
        AccessedMs = record.AccessedAt?.ToMs(),
    };

    public SecretRecord ToRecord() => new()
    {
        Tenant = new TenantId(Tenant),
        Name = Name,
        Description = Description,
        Value = Value,
        WrappedKey = WrappedKey,
        MasterKey = MasterKey,
        Revision = Revision,
        CreatedBy = CreatedBy,
        CreatedAt = CreatedMs.ToMoment(),
        UpdatedBy = UpdatedBy,
        UpdatedAt = UpdatedMs.ToMoment(),
        ValueSetAt = ValueMs.ToMoment(),
        AccessedAt = AccessedMs?.ToMoment(),
    };
}
