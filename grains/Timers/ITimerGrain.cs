using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;

namespace Workflows.Grains.Timers;

/// <summary>One timer shard; the key is its number.</summary>
[Alias("workflows.ITimerGrain")]
internal interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Tells of a committed wait with a due time.</summary>
    [Alias("add")]
    Task AddAsync(DueWire wait);

    /// <summary>Has the shard read its waits again.</summary>
    [Alias("reread")]
    Task RereadAsync();

    /// <summary>Has the shard look at the time.</summary>
    [Alias("wake")]
    Task WakeAsync();
}

/// <summary>A wait with a due time, as a timer shard needs it.</summary>
[GenerateSerializer, Immutable, Alias("workflows.due")]
internal readonly struct DueWire
{
    [Id(0)]
    private readonly int tenant;

    [Id(1)]
    private readonly Guid run;

    [Id(2)]
    private readonly int number;

    [Id(3)]
    private readonly DateTimeOffset due;

    public DueWire(WaitRecord wait) =>
        (tenant, run, number, due) = (wait.Tenant.Value, wait.Id.Run.Value, wait.Id.Number, wait.Due!.Value);

    public WaitRecord Read() => new()
    {
        Id = new WaitId(new RunId(run), number), Tenant = new TenantId(tenant), Kind = WaitKind.Time, Due = due, CreatedAt = default, Step = "",
    };
}
