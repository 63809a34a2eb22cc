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
}
