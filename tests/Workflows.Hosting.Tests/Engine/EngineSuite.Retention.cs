using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Tests.Engine;

public abstract partial class EngineSuite
{
    [Fact]
    public async Task Start_AfterTheRetention_RemovesOldEventsAndKeepsWaitingRuns()
    {
        await engine.PublishAsync("waits", WaitingForPayment);
        var waiting = await StartByEventAsync("kept");
        var old = await engine.ProcessAsync("ORDER_SHIPPED", "old", id: "old");
        Clock.Advance(new Retention().Events + TimeSpan.FromDays(2));

        await engine.RestartAsync();

        await engine.UntilAsync(
            async () => (await engine.Store.Events.ListAsync(new EventQuery { Tenant = engine.Caller.Tenant }, default)).Count == 0,
            $"the event {old.Id} is removed");
        (await engine.Store.Runs.GetAsync(engine.Caller.Tenant, waiting, default)).ShouldNotBeNull();
    }

    private const string WaitingForPayment =
        """
        {"name":"Waits","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"wait","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"run.correlationId"}}}]}
        """;
}
