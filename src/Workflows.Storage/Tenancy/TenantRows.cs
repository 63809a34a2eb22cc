using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Tenancy;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Tenancy;

/// <summary>A row of <c>tenants</c>.</summary>
internal sealed class TenantRow
{
    public int Id { get; set; }

    public string Key { get; set; } = "";

    public string Settings { get; set; } = "";

    public long CreatedMs { get; set; }

    public TenantRecord ToRecord() => new(new TenantId(Id), Key, Settings.ToUtf8(), CreatedMs.ToMoment());
}

/// <summary>A row of <c>api_keys</c>.</summary>
internal sealed class ApiKeyRow
{
    public string Hash { get; set; } = "";

    public int Tenant { get; set; }

    public string Name { get; set; } = "";

    public string Roles { get; set; } = "";

    public long CreatedMs { get; set; }

    public long? ExpiresMs { get; set; }

    public long? RevokedMs { get; set; }

    public ApiKeyRecord ToRecord() =>
        new(Hash, new TenantId(Tenant), Name, Roles, CreatedMs.ToMoment(), ExpiresMs?.ToMoment(), RevokedMs?.ToMoment());
}

/// <summary>A row of <c>audit</c>.</summary>
internal sealed class AuditRow
{
    public object Id { get; set; } = default(Guid);

    public int Tenant { get; set; }

    public string Actor { get; set; } = "";

    public string Operation { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Details { get; set; } = "";

    public AuditRecord ToRecord(SqlDatabase database) =>
        new(database.ToGuid(Id), new TenantId(Tenant), Actor, Operation, Subject, Details.ToUtf8());
}
