using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Ids;
using Workflows.ClientApi.Auth;
using Workflows.Hosting.Changes;
using Workflows.Hosting.Workers;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Requests;

/// <summary>One process of several: another one takes its time to hear of changes.</summary>
public sealed class ChangeFilterTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TempFolder folder = new();
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Gateway gateway;

    public ChangeFilterTests() => gateway = new Gateway(folder, ("samples", "false"));

    private ChangeSignals Signals => gateway.Services.GetRequiredService<ChangeSignals>();

    [Fact]
    public async Task Change_IsAnsweredWhenTheOthersKnow_AndOtherRequestsDoNotWaitForIt()
    {
        var (_, api) = await ConnectAsync();
        var draft = api.PostAsync("/v1/workflows", $$"""{"key":"seen","definition":{{TestEvents.Definition("TICKET_CREATED")}}}""");
        (await draft.WaitAsync(Patience)).Ok(HttpStatusCode.Created);

        var publishing = api.PostAsync("/v1/workflows/seen/publish");
        await begun.Task.WaitAsync(Patience);

        (await api.GetAsync("/v1/workflows").WaitAsync(Patience)).Ok();
        (await api.PostAsync("/v1/events?wait=processed", TestEvents.Ticket("TICKET_CREATED", "meanwhile")).WaitAsync(Patience)).Ok();
        publishing.IsCompleted.ShouldBeFalse();
        heard.SetResult();
        (await publishing.WaitAsync(Patience)).Ok();
    }

    [Fact]
    public async Task WakeUp_OfWorkers_HoldsNobodyUp()
    {
        var (tenant, api) = await ConnectAsync();

        gateway.Services.GetRequiredService<TaskSignals>().Notify(tenant);
        begun.Task.IsCompleted.ShouldBeTrue();

        (await api.PostAsync("/v1/events", TestEvents.Ticket("TICKET_CREATED", "meanwhile")).WaitAsync(Patience)).Ok(HttpStatusCode.Accepted);
        Signals.SettleAsync().IsCompleted.ShouldBeTrue();
    }

    private async Task<(TenantId Tenant, Api Api)> ConnectAsync()
    {
        var tenant = await gateway.TenantAsync();
        var api = gateway.With(await gateway.NewKeyAsync(tenant, Roles.Admin));
        Signals.Connect(_ =>
        {
            begun.TrySetResult();
            return heard.Task;
        });
        return (tenant, api);
    }

    public async ValueTask DisposeAsync()
    {
        heard.TrySetResult();
        await gateway.DisposeAsync();
        folder.Dispose();
    }
}
