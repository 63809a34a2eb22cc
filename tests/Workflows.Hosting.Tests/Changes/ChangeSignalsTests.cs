using Workflows.Hosting.Changes;

namespace Workflows.Hosting.Tests.Changes;

public sealed class ChangeSignalsTests
{
    private readonly ChangeSignals signals = new();

    [Fact]
    public void Changed_ForgetsWhatIsRememberedOfTheTopicOnly()
    {
        var forgotten = new List<string>();
        signals.Register("plans", () => forgotten.Add("plans"));
        signals.Register("keys", () => forgotten.Add("keys"));

        signals.Changed("plans");
        forgotten.ShouldBe(["plans"]);

        signals.ForgetAll();
        forgotten.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Settle_ReturnsWhenTheOtherProcessesKnow()
    {
        var known = new TaskCompletionSource();
        signals.Connect(_ => known.Task);
        signals.Changed("plans");

        var settled = signals.SettleAsync();
        settled.IsCompleted.ShouldBeFalse();
        known.SetResult();
        await settled.WaitAsync(TimeSpan.FromSeconds(10));

        signals.SettleAsync().IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Scope_WaitsForItsOwnChanges_AndForNothingElse()
    {
        var known = new Dictionary<string, TaskCompletionSource> { ["plans"] = new(), ["keys"] = new() };
        signals.Connect(topic => known[topic].Task);
        var (plans, keys) = (await ChangeAsync("plans"), await ChangeAsync("keys"));

        plans.IsCompleted.ShouldBeFalse();
        known["plans"].SetResult();
        await plans.WaitAsync(TimeSpan.FromSeconds(10));

        keys.IsCompleted.ShouldBeFalse();
        known["keys"].SetResult();
        await keys.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void WakeUp_ReachesEverybody_AndIsNotWaitedFor()
    {
        var (woken, told) = (0, 0);
        signals.Register("tasks", () => woken++);
        signals.Connect(_ =>
        {
            told++;
            return new TaskCompletionSource().Task;
        });
        var scope = signals.Begin();

        signals.Wake("tasks");
        signals.WakeOthers("tasks");

        (woken, told).ShouldBe((1, 2));
        scope.SettleAsync().IsCompleted.ShouldBeTrue();
        signals.SettleAsync().IsCompleted.ShouldBeTrue();
    }

    /// <summary>As a request does: a change somewhere below it, and the wait for it.</summary>
    private async Task<Task> ChangeAsync(string topic)
    {
        var scope = signals.Begin();
        await Task.Yield();
        signals.Changed(topic);
        return scope.SettleAsync();
    }
}
