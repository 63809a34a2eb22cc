using System.Reflection;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Runs;
using Workflows.Grains.Feed;
using Workflows.Grains.Keeper;
using Workflows.Grains.Members;
using Workflows.Grains.Placement;
using Workflows.Grains.Runs;
using Workflows.Grains.Timers;
using Workflows.Grains.Wire;
using Workflows.Grains.Workflows;
using Workflows.Hosting;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Streams;
using Workflows.Hosting.Triggers;
using StreamId = Workflows.Abstractions.Ids.StreamId;

namespace Workflows.Cluster.Tests.Wire;

/// <summary>What silos say to each other, every member of it with a value of its own.</summary>
internal static class WireSamples
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly Guid Id = Guid.Parse("0199c8f0-3f5e-7a00-8000-5c0bcf414854");
    private static readonly DateTimeOffset Moment = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(7);

    public static JsonValue Value { get; } = JsonValue.Parse("""{"a":[1,2.50,"ä"],"b":null}""");

    public static StreamId Stream { get; } = new(new TenantId(3), new EventTypeId(12), 2);

    public static RunMessage[] RunMessages { get; } =
    [
        new RunMessage.Recover(),
        new RunMessage.Continue(),
        new RunMessage.WaitResolved(3, new EventKey(Id)),
        new RunMessage.TimerFired(4),
        new RunMessage.ParentGone(new RunId(Id)),
        new RunMessage.ActionCompleted(5, ActionResult.Success(Value)),
        new RunMessage.ActionCompleted(6, ActionResult.Fail(FailureCategory.TransientError, "NOT_YET", "Later.", Value)),
        new RunMessage.ActionHanded(7),
        new RunMessage.Abort("ENGINE_FAULT", "It broke."),
    ];

    public static WorkflowMessage[] WorkflowMessages { get; } =
    [
        WorkflowMessage.Poke.Instance, WorkflowMessage.RunFailed.Instance, new WorkflowMessage.TriggerFailing(7),
        WorkflowMessage.DeliveryFailed.Instance, WorkflowMessage.DeliveryStarted.Instance,
    ];

    public static RunCommand[] Commands { get; } =
    [
        .. Enum.GetValues<RunCommandKind>().Select(kind => new RunCommand
        {
            Kind = kind, Actor = "ann", Reason = "withdrawn", Wait = "paid", Payload = Value, Job = Id,
        }),
        new RunCommand { Kind = RunCommandKind.Cancel, Actor = "ann", Reason = "withdrawn" },
    ];

    public static Problem Problem { get; } = new(ProblemKind.Conflict, "RUN_ENDED", "It has ended.", "/wait", "Look at it.");

    public static NewEvent NewEvent { get; } = new()
    {
        ExternalId = "e-1",
        IdHash = Id,
        ContentHash = -7,
        Source = "tests",
        OccurredAt = Moment,
        ReceivedAt = Moment.AddDays(1),
        CorrelationId = "c-1",
        Payload = Value,
        PayloadBytes = Value.ToUtf8(),
        Extra = JsonValue.Parse("""{"ttl":60}"""),
        Flags = EventFlags.Simulated,
    };

    public static StoredEvent StoredEvent { get; } = new()
    {
        Key = new EventKey(Id),
        Stream = Stream,
        Sequence = 9_000_000_000,
        ExternalId = "e-1",
        Source = "tests",
        OccurredAt = Moment,
        ReceivedAt = Moment.AddDays(1),
        CorrelationId = "c-1",
        Payload = Value.ToUtf8(),
        Extra = JsonValue.Parse("""{"ttl":60}""").ToUtf8(),
        Flags = EventFlags.Simulated,
    };

    public static AppendResult[] AppendResults { get; } =
        [new(new EventKey(Id), 9_000_000_000), new(new EventKey(Id), 8, IsDuplicate: true), new(default, 0, Problem: Problem)];

    public static DeliveryEntry[] Deliveries { get; } =
    [
        new(new WorkflowId(4), 2, DeliveryOutcome.Started, new RunId(Id)),
        new(new WorkflowId(5), 1, DeliveryOutcome.Failed, null, "MAPPING_FAILED", "It has no amount."),
    ];

    public static WaitRecord Due { get; } = new()
    {
        Id = new WaitId(new RunId(Id), 3), Tenant = new TenantId(3), Kind = WaitKind.Event, Due = Moment, CreatedAt = Moment, Step = "paid",
    };

    public static KeeperState Keeper { get; } = Fill(new KeeperState());

    public static SiloReport Report { get; } = Fill(new SiloReport());

    public static FeedBatch Feed { get; } =
        new(EventFeed.IdOf("3/12/2"), new BatchWire([new IncomingEvent(StoredEvent, Value)]), 17);

    /// <summary>The wire forms of it all.</summary>
    public static IReadOnlyList<object> All { get; } =
    [
        .. RunMessages.Select(message => new RunWire(message)),
        .. WorkflowMessages.Select(message => (object)new WorkflowWire(message)),
        .. Commands.Select(command => new CommandWire(command)),
        new CommandAnswerWire(Problem),
        new AppendWire([NewEvent]),
        new AppendedWire(AppendResults),
        new BatchWire([new IncomingEvent(StoredEvent, Value)]),
        DeliveriesWire.Of(new EventKey(Id), Deliveries),
        new DueWire(Due),
        Keeper,
        Report,
        Feed,
        KeyPlacement.Instance,
    ];

    /// <summary>The members that cross, of a type that consists of them.</summary>
    public static IEnumerable<MemberInfo> MembersOf(Type type) =>
        type.GetMembers(Everything).Where(member => member.IsDefined(typeof(IdAttribute), inherit: false));

    /// <summary>The value of such a member.</summary>
    public static object? ValueOf(MemberInfo member, object owner) =>
        member is FieldInfo field ? field.GetValue(owner) : ((PropertyInfo)member).GetValue(owner);

    /// <summary>Gives every member of plain data a value, also those that are added later.</summary>
    private static T Fill<T>(T data)
        where T : class
    {
        var number = 9_000_000;
        foreach (var member in MembersOf(typeof(T)))
        {
            if (member is FieldInfo field) field.SetValue(data, Make(field.FieldType));
            else ((PropertyInfo)member).SetValue(data, Make(((PropertyInfo)member).PropertyType));
        }

        return data;

        object Make(Type type) =>
            type == typeof(string) ? $"text {++number}"
            : type == typeof(int) ? ++number
            : type == typeof(long) ? 1_000L * ++number
            : type == typeof(DateTimeOffset) ? Moment.AddMinutes(++number)
            : type == typeof(Dictionary<string, int>) ? new Dictionary<string, int> { ["run"] = ++number, ["stream"] = ++number }
            : throw new InvalidOperationException($"There is no sample of a {type.Name} yet.");
    }
}
