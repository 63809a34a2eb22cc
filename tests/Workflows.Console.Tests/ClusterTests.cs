using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Console.Tests;

/// <summary>What operators of the whole system see of its processes.</summary>
public sealed class ClusterTests(Browser browser)
{
    [Fact]
    public async Task Operators_SeeTheProcess_AndTheLoadOfTenants()
    {
        await using var visit = await browser.VisitAsync("/catalog", key: browser.SystemKey);
        await browser.Api.PublishEventAsync("TICKET_ESCALATED", """{"ticketId":"bdf67258-aab9-5be9-8c83-05131cf5ed69"}""");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Cluster" }).ClickAsync();

        var process = page.GetByRole(AriaRole.List, new() { Name = "Processes" }).GetByRole(AriaRole.Listitem);
        await Expect(process).ToHaveCountAsync(1);
        await Expect(process).ToContainTextAsync("Active");
        await Expect(process).ToContainTextAsync("Has the duties");
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Tenants" }).GetByRole(AriaRole.Cell, new() { Name = "dev", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Silos_ShowWhatTheyDidBetweenTwoLooks_AndOneThatDoesNotAnswer()
    {
        await using var visit = await browser.VisitAsync("/catalog", key: browser.SystemKey);
        var page = visit.Page;
        var looks = 0;
        await page.RouteAsync("**/v1/admin/cluster", route => route.FulfillAsync(new() { ContentType = "application/json", Body = Look(++looks) }));
        await page.GetByRole(AriaRole.Link, new() { Name = "Cluster" }).ClickAsync();

        var first = page.GetByRole(AriaRole.Listitem, new() { Name = "10.0.0.4:11111@1" });
        await Expect(first).ToContainTextAsync("To others25%", new() { Timeout = 20_000 });
        await Expect(page.GetByRole(AriaRole.Listitem, new() { Name = "10.0.0.5:11111@1" })).ToContainTextAsync("It does not answer right now.");
        await Expect(page.GetByText("1 of 2")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task OthersAreNotShownThePage_AndAreToldWhatTheyLack()
    {
        await using var visit = await browser.VisitAsync("/cluster");

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("FORBIDDEN");
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Cluster" })).ToHaveCountAsync(0);
    }

    /// <summary>Each look finds 30 messages within the process and 10 to others more than the look before.</summary>
    private static string Look(int number) => $$"""
        {"members":[
          {"name":"10.0.0.4:11111@1","status":"active","isThis":true,"since":"2026-01-14T09:12:03Z","dutiesSince":"2026-01-14T09:12:05Z",
           "entities":{"stream":4,"trigger":4},"processorSeconds":{{number}},"memoryBytes":310000000,
           "traffic":{"localMessages":{{30 * number}},"remoteMessages":{{10 * number}},"remoteBytes":9000,"queuedBatches":0} },
          {"name":"10.0.0.5:11111@1","status":"joining","isThis":false,"entities":{},"processorSeconds":0,"memoryBytes":0}],
         "streams":{"behind":1,"events":40,"isComplete":true},"tenants":[],"hasAllTenants":true}
        """;
}
