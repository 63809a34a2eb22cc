using System.Text;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Tenancy;
using Workflows.Testing;

namespace Workflows.Storage.Tests.Conformance;

/// <summary>Makes rows for tests.</summary>
internal sealed class Rows(ManualClock clock)
{
    private readonly IdSource ids = new(clock, node: 7);

    public static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    public Guid NextId() => ids.Next();

    public StoredEvent Event(StreamId stream, long sequence, string payload = """{"a":1}""", string? correlation = null) => new()
    {
        Key = new EventKey(ids.Next()),
        Stream = stream,
        Sequence = sequence,
        Source = "tests",
        OccurredAt = clock.Now.AddMinutes(-1),
        ReceivedAt = clock.Now,
        CorrelationId = correlation,
        Payload = Utf8(payload),
    };

    public RunRecord Run(TenantId tenant, int workflow = 1, RunStatus status = RunStatus.Succeeded) => new()
    {
        Id = new RunId(ids.Next()),
        Tenant = tenant,
        Workflow = new WorkflowId(workflow),
        Version = 1,
        Status = status,
        Revision = 1,
        Origin = RunOrigin.Event,
        StartedAt = clock.Now,
        UpdatedAt = clock.Now,
        State = Utf8("state"),
        History = Utf8("[]"),
    };

    public WaitRecord EventWait(RunRecord run, EventTypeId type, string key, int number = 1) => new()
    {
        Id = new WaitId(run.Id, number),
        Tenant = run.Tenant,
        Kind = WaitKind.Event,
        EventType = type,
        Key = key,
        CreatedAt = clock.Now,
        Step = "wait",
    };

    public WaitRecord TimeWait(RunRecord run, DateTimeOffset due, int number = 1) => new()
    {
        Id = new WaitId(run.Id, number),
        Tenant = run.Tenant,
        Kind = WaitKind.Time,
        Due = due,
        CreatedAt = clock.Now,
        Step = "sleep",
    };

    public DedupeEntry Dedupe(StoredEvent item, Guid idHash, long contentHash = 42) =>
        new(item.Stream.Tenant, idHash, contentHash, item.Key, item.Sequence);

    public AuditRecord Audit(TenantId tenant, string subject = "thing:1") =>
        new(ids.Next(), tenant, "tester", "thing.change", subject, Utf8("""{"why":"test"}"""));
}
