using System.Threading.Channels;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Runs;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Gates;
using Workflows.Hosting.Recovery;
using Workflows.Hosting.Runs;
using Workflows.Hosting.Streams;
using Workflows.Hosting.Triggers;
using StreamId = Workflows.Abstractions.Ids.StreamId;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    [Fact]
    public async Task RecoveryPass_TellsEveryRunThatIsUnderWay_AndALookOnlyThoseThatChangedOfLate()
    {
        var old = await StartRemoteAsync();
        await engine.RunAsync(old, RunStatus.Running);
        Clock.Advance(TimeSpan.FromMinutes(6));
        var recent = await StartByEventAsync("o2");
        await engine.RunAsync(recent, RunStatus.Running);
        var (router, rereads) = (new ToldRuns(), 0);
        using var look = new RecoveryPass(engine.Context, router, () => rereads++);
        using var recovery = new RecoveryPass(engine.Context, router, () => rereads++);

        look.Look();
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await router.NextAsync()).ShouldBe(recent);
        rereads.ShouldBe(0, "timers lose nothing unseen");

        recovery.Request();
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await router.NextAsync()).ShouldBe(old);
        (await router.NextAsync()).ShouldBe(recent);
        rereads.ShouldBe(1);
    }

    /// <summary>Takes what is told to runs, and loses everything else.</summary>
    private sealed class ToldRuns : IEntityRouter
    {
        private readonly Channel<RunId> runs = Channel.CreateUnbounded<RunId>();

        public ValueTask<RunId> NextAsync() => runs.Reader.ReadAsync();

        public void Run(TenantId tenant, RunId run, RunMessage message) => runs.Writer.TryWrite(run);

        public void Append(StreamId stream, AppendRequest request)
        {
        }

        public void Trigger(StreamId stream, TriggerMessage message)
        {
        }

        public void Workflow(TenantId tenant, WorkflowId workflow, WorkflowMessage message)
        {
        }

        public void Timer(WaitRecord wait)
        {
        }

        public void RequestRecovery()
        {
        }
    }
}
