using Workflows.Abstractions.Catalog;
using Workflows.Abstractions.Ids;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Catalog;

/// <summary>A row of <c>event_types</c>.</summary>
internal sealed class EventTypeRow
{
    public int Id { get; set; }

    public string Name { get; set; } = "";
}

/// <summary>A row of <c>catalog_entries</c> with the name of its type.</summary>
internal sealed class CatalogEntryRow
{
    public int Tenant { get; set; }

    public int Type { get; set; }

    public string EventType { get; set; } = "";

    public string Name { get; set; } = "";

    public string? Description { get; set; }

    public string Category { get; set; } = "";

    public string Status { get; set; } = "";

    public string? PayloadSchemaRef { get; set; }

    public string Attributes { get; set; } = "";

    public long CreatedMs { get; set; }

    public long UpdatedMs { get; set; }

    public int Revision { get; set; }

    public static CatalogEntryRow From(CatalogEntryRecord record) => new()
    {
        Tenant = record.Tenant.Value,
        Type = record.TypeId.Value,
        Name = record.Name,
        Description = record.Description,
        Category = record.Category,
        Status = record.Status,
        PayloadSchemaRef = record.PayloadSchemaRef,
        Attributes = record.Attributes.ToText(),
        CreatedMs = record.CreatedAt.ToMs(),
        UpdatedMs = record.UpdatedAt.ToMs(),
        Revision = record.Revision,
    };

    public CatalogEntryRecord ToRecord() => new()
    {
        Tenant = new TenantId(Tenant),
        TypeId = new EventTypeId(Type),
        EventType = EventType,
        Name = Name,
        Description = Description,
        Category = Category,
        Status = Status,
        PayloadSchemaRef = PayloadSchemaRef,
        Attributes = Attributes.ToUtf8(),
        CreatedAt = CreatedMs.ToMoment(),
        UpdatedAt = UpdatedMs.ToMoment(),
        Revision = Revision,
    };
}

/// <summary>A row of <c>schemas</c>.</summary>
internal sealed class SchemaRow
{
    public int Tenant { get; set; }

    public string Ref { get; set; } = "";

    public string Status { get; set; } = "";

    public string? Schema { get; set; }

    public string ContentHash { get; set; } = "";

    public string CreatedBy { get; set; } = "";

    public long CreatedMs { get; set; }

    public long UpdatedMs { get; set; }

    public static SchemaRow From(SchemaRecord record) => new()
    {
        Tenant = record.Tenant.Value,
        Ref = record.Ref,
        Status = record.Status,
        Schema = record.Schema.ToText(),
        ContentHash = record.ContentHash,
        CreatedBy = record.CreatedBy,
        CreatedMs = record.CreatedAt.ToMs(),
        UpdatedMs = record.UpdatedAt.ToMs(),
    };

    public SchemaRecord ToRecord() => new()
    {
        Tenant = new TenantId(Tenant),
        Ref = Ref,
        Status = Status,
        Schema = Schema.ToUtf8(),
        ContentHash = ContentHash,
        CreatedBy = CreatedBy,
        CreatedAt = CreatedMs.ToMoment(),
        UpdatedAt = UpdatedMs.ToMoment(),
    };
}
