using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Schedules;
using Workflows.Storage.Sql;

namespace Workflows.Storage.Schedules;

/// <summary>A row of <c>schedules</c>.</summary>
internal sealed class ScheduleRow
{
    public const string Columns =
        """
        id, tenant, workflow, name, owner, kind, run_at_ms AS RunAtMs, cron, timezone, days, calendar, payload, catch_up AS CatchUp, status,
        reason, next_ms AS NextMs, last_ms AS LastMs, last_run AS LastRun, last_error AS LastError, last_skip AS LastSkip, revision,
        created_by AS CreatedBy, created_ms AS CreatedMs, updated_by AS UpdatedBy, updated_ms AS UpdatedMs
        """;

    public object Id { get; set; } = default(Guid);

    public int Tenant { get; set; }

    public int Workflow { get; set; }

    public string Name { get; set; } = "";

    public int Owner { get; set; }

    public int Kind { get; set; }

    public long? RunAtMs { get; set; }

    public string? Cron { get; set; }

    public string? TimeZone { get; set; }

    public int Days { get; set; }

    public string? Calendar { get; set; }

    public string Payload { get; set; } = "";

    public int CatchUp { get; set; }

    public int Status { get; set; }

    public string? Reason { get; set; }

    public long? NextMs { get; set; }

    public long? LastMs { get; set; }

    public object? LastRun { get; set; }

    public string? LastError { get; set; }

    public string? LastSkip { get; set; }

    public int Revision { get; set; }

    public string CreatedBy { get; set; } = "";

    public long CreatedMs { get; set; }

    public string UpdatedBy { get; set; } = "";

    public long UpdatedMs { get; set; }

    public static ScheduleRow From(SqlDatabase database, ScheduleRecord record) => new()
    {
        Id = database.Uuid(record.Id),
        Tenant = record.Tenant.Value,
        Workflow = record.Workflow.Value,
        Name = record.Name,
        Owner = (int)record.Owner,
        Kind = (int)record.Kind,
        RunAtMs = record.RunAt?.ToMs(),
        Cron = record.Cron,
        TimeZone = record.TimeZone,
        Days = (int)record.Days,
        Calendar = record.Calendar,
        Payload = record.Payload.ToText(),
        CatchUp = (int)record.CatchUp,
        Status = (int)record.Status,
        Reason = record.Reason,
        NextMs = record.Next?.ToMs(),
        Revision = record.Revision,
        CreatedBy = record.CreatedBy,
        CreatedMs = record.CreatedAt.ToMs(),
        UpdatedBy = record.UpdatedBy,
        UpdatedMs = record.UpdatedAt.ToMs(),
    };

    public ScheduleRecord ToRecord(SqlDatabase database) => new()
    {
        Id = database.ToGuid(Id),
        Tenant = new TenantId(Tenant),
        Workflow = new WorkflowId(Workflow),
        Name = Name,
        Owner = (ScheduleOwner)Owner,
        Kind = (ScheduleKind)Kind,
        RunAt = RunAtMs?.ToMoment(),
        Cron = Cron,
        TimeZone = TimeZone,
        Days = (ScheduleDays)Days,
        Calendar = Calendar,
        Payload = Payload.ToUtf8(),
        CatchUp = (ScheduleCatchUp)CatchUp,
        Status = (ScheduleStatus)Status,
        Reason = Reason,
        Next = NextMs?.ToMoment(),
        Last = LastMs?.ToMoment(),
        LastRun = LastRun is null ? null : new RunId(database.ToGuid(LastRun)),
        LastError = LastError,
        LastSkip = LastSkip,
        Revision = Revision,
        CreatedBy = CreatedBy,
        CreatedAt = CreatedMs.ToMoment(),
        UpdatedBy = UpdatedBy,
        UpdatedAt = UpdatedMs.ToMoment(),
    };
}
