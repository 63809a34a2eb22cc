using Microsoft.Extensions.DependencyInjection;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Startup;
using Workflows.Testing;

namespace Workflows.ClientApi.Tests.Startup;

/// <summary>Runs the sample workflows as a newcomer would.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task Samples_DoWhatTheirDescriptionsSay()
    {
        using var folder = new TempFolder();
        await using var gateway = new Gateway(folder);
        var api = gateway.With(gateway.Services.GetRequiredService<StartupKeys>().Development.ShouldNotBeNull());

        var small = await RunAsync(api, Event("INVOICE_OVERDUE", Invoice("120.00", days: 8)));
        small["envelope"]["meta"]["state"].GetString().ShouldBe("REMINDED");
        var large = await RunAsync(api, Event("INVOICE_OVERDUE", Invoice("12000.00", days: 8)));
        large["envelope"]["meta"]["state"].GetString().ShouldBe("COLLECTIONS");
        (await api.PostAsync("/v1/events?wait=processed", Event("INVOICE_OVERDUE", Invoice("1.00", days: 2)))).Ok()["deliveries"][0]["outcome"]
            .GetString().ShouldBe("filtered");

        var payment = await RunAsync(api, Event("PAYMENT_APPLIED", """
            {"occurredAt":"2026-02-16T10:10:00Z","paymentId":"e10de670-6619-4789-8c62-f75c23f19656","applications":[
              {"invoiceId":"88ab3856-e8ec-4254-a27c-809ecde36575","amountApplied":"1482.50"},
              {"invoiceId":"48c519d9-b051-4da8-8f69-ccfedc7549cd","amountApplied":"217.50"}]}
            """));
        payment["envelope"]["vars"]["total"].GetDouble().ShouldBe(1700);
        payment["envelope"]["vars"]["invoices"].Count.ShouldBe(2);

        var escalation = await RunAsync(api, TestEvents.Ticket("TICKET_ESCALATED"));
        escalation["run"]["status"].GetString().ShouldBe("WAITING");
    }

    private static async Task<JsonValue> RunAsync(Api api, string body)
    {
        var published = (await api.PostAsync("/v1/events?wait=processed", body)).Ok();
        return (await api.GetAsync($"/v1/runs/{published["deliveries"][0]["runId"].GetString()}")).Ok().Body;
    }

    private static string Event(string type, string payload) => $$"""{"type":"{{type}}","source":"sample","payload":{{payload}}}""";

    private static string Invoice(string amount, int days) => $$"""
        {"occurredAt":"2026-02-14T06:00:00Z","invoiceId":"88ab3856-e8ec-4254-a27c-809ecde36575","dueDate":"2026-01-31",
         "amountDue":"{{amount}}","currency":"EUR","daysOverdue":{{days}}}
        """;
}
