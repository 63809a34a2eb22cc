using Workflows.Abstractions.Storage;
using Workflows.Abstractions.Tenancy;
using Workflows.Hosting.Tenancy;

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

    [Fact]
    public async Task Start_AfterATenantsOwnRetention_RemovesItsEventsAndRuns()
    {
        await engine.PublishAsync("notes", """{"name":"Notes","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[]}""");
        await engine.ProcessAsync("ORDER_PLACED", "o1");
        var tenant = engine.Caller.Tenant;
        await engine.Store.Tenants.ChangeSettingsAsync(
            tenant, stored => new TenantRetention(EventsDays: 5, RunsDays: 3).WriteInto(stored),
            new AuditRecord(Guid.CreateVersion7(), tenant, "test", "settings.retention", "settings:retention", "{}"u8.ToArray()), default);
        Clock.Advance(TimeSpan.FromDays(4));
        await engine.RestartAsync();
        await engine.UntilAsync(async () => (await RunsAsync()).Count == 0, "runs are kept for three days");
        (await EventCountAsync()).ShouldBe(1, "events are kept for five days");

        Clock.Advance(TimeSpan.FromDays(2));
        await engine.RestartAsync();

        await engine.UntilAsync(async () => await EventCountAsync() == 0, "events are kept for five days");
    }

    private async Task<int> EventCountAsync() =>
        (await engine.Store.Events.ListAsync(new EventQuery { Tenant = engine.Caller.Tenant }, default)).Count;

    private const string WaitingForPayment =
        """
        {"name":"Waits","trigger":{"type":"event","eventName":"ORDER_PLACED"},"steps":[
          {"id":"wait","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"run.correlationId"}}}]}
        """;
}
