using Workflows.Abstractions.Definitions;
using Workflows.Abstractions.Ids;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Definitions;

/// <summary>A row of <c>workflows</c>.</summary>
internal class WorkflowRow
{
    public const string Columns =
        """
        id, tenant, key, name, description, draft, findings, published_version AS PublishedVersion, settings, paused, deleted, revision,
        created_ms AS CreatedMs, updated_ms AS UpdatedMs
        """;

    public int Id { get; set; }

    public int Tenant { get; set; }

    public string Key { get; set; } = "";

    public string Name { get; set; } = "";

    public string? Description { get; set; }

    public string Draft { get; set; } = "";

    public string Findings { get; set; } = "";

    public int PublishedVersion { get; set; }

    public string Settings { get; set; } = "";

    public bool Paused { get; set; }

    public bool Deleted { get; set; }

    public int Revision { get; set; }

    public long CreatedMs { get; set; }

    public long UpdatedMs { get; set; }

    public static WorkflowRow From(WorkflowRecord record) => new()
    {
        Id = record.Id.Value,
        Tenant = record.Tenant.Value,
        Key = record.Key,
        Name = record.Name,
        Description = record.Description,
        Draft = record.Draft.ToText(),
        Findings = record.Findings.ToText(),
        PublishedVersion = record.PublishedVersion,
        Settings = record.Settings.ToText(),
        Paused = record.Paused,
        Deleted = record.Deleted,
        Revision = record.Revision,
        CreatedMs = record.CreatedAt.ToMs(),
        UpdatedMs = record.UpdatedAt.ToMs(),
    };

    public WorkflowRecord ToRecord() => new()
    {
        Id = new WorkflowId(Id),
        Tenant = new TenantId(Tenant),
        Key = Key,
        Name = Name,
        Description = Description,
        Draft = Draft.ToUtf8(),
        Findings = Findings.ToUtf8(),
        PublishedVersion = PublishedVersion,
        Settings = Settings.ToUtf8(),
        Paused = Paused,
        Deleted = Deleted,
        Revision = Revision,
        CreatedAt = CreatedMs.ToMoment(),
        UpdatedAt = UpdatedMs.ToMoment(),
    };
}

/// <summary>A row of <c>workflow_versions</c>.</summary>
internal sealed class WorkflowVersionRow
{
    public const string Columns =
        """
        v.workflow, v.version, v.tenant, v.definition, v.trigger_event AS TriggerEvent, v.contract, v.published_by AS PublishedBy,
        v.published_ms AS PublishedMs
        """;

    public int Workflow { get; set; }

    public int Version { get; set; }

    public int Tenant { get; set; }

    public string Definition { get; set; } = "";

    public int? TriggerEvent { get; set; }

    public string Contract { get; set; } = "";

    public string PublishedBy { get; set; } = "";

    public long PublishedMs { get; set; }

    public static WorkflowVersionRow From(WorkflowVersionRecord record) => new()
    {
        Workflow = record.Workflow.Value,
        Version = record.Version,
        Tenant = record.Tenant.Value,
        Definition = record.Definition.ToText(),
        TriggerEvent = record.TriggerEvent?.Value,
        Contract = record.Contract.ToText(),
        PublishedBy = record.PublishedBy,
        PublishedMs = record.PublishedAt.ToMs(),
    };

    public WorkflowVersionRecord ToRecord() => new()
    {
        Workflow = new WorkflowId(Workflow),
        Version = Version,
        Tenant = new TenantId(Tenant),
        Definition = Definition.ToUtf8(),
        TriggerEvent = TriggerEvent is { } type ? new EventTypeId(type) : null,
        Contract = Contract.ToUtf8(),
        PublishedBy = PublishedBy,
        PublishedAt = PublishedMs.ToMoment(),
    };
}
