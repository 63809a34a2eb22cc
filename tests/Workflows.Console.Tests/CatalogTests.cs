using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Console.Tests;

/// <summary>Finding an event, trying it, and seeing what it did.</summary>
public sealed partial class CatalogTests(Browser browser)
{
    [Fact]
    [Trait("Item", "EC-042")]
    public async Task SimulatedEvent_LeadsToItsRun_WhichIsSeenToEnd()
    {
        await using var visit = await browser.VisitAsync("/catalog");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Search events" }).FillAsync("invoice overdue");
        await page.GetByRole(AriaRole.Link, new() { Name = "Invoice Overdue" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("An unpaid invoice went past its due date.");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("daysOverdue");

        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Simulate" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Simulate Invoice Overdue" });
        await Expect(dialog.GetByLabel("daysOverdue")).ToHaveValueAsync("14");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Simulate", Exact = true }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("It started a run");
        await dialog.GetByRole(AriaRole.Link, new() { NameRegex = InvoiceDunning() }).ClickAsync();

        await Expect(page).ToHaveURLAsync(RunAddress());
        await Expect(page.GetByText("Succeeded").First).ToBeVisibleAsync();
    }

    [Fact]
    [Trait("Item", "EC-003")]
    public async Task Address_OpensTheEventThatItNames()
    {
        await using var visit = await browser.VisitAsync("/catalog?event=TICKET_CREATED");

        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("payload.TicketCreated.v1");
    }

    [Fact]
    [Trait("Item", "EC-012")]
    public async Task Filters_AreInTheAddress_AndCanBeCleared()
    {
        await using var visit = await browser.VisitAsync("/catalog?q=nothing-is-called-that");
        var page = visit.Page;
        await Expect(page.GetByText("No event matches")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Clear filters" }).Last.ClickAsync();

        await Expect(page.GetByText("Showing 1 to 24 of")).ToBeVisibleAsync();
        new Uri(page.Url).Query.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Item", "EC-060")]
    public async Task OwnEvent_IsDefined_AndShown()
    {
        await using var visit = await browser.VisitAsync("/catalog?do=define");
        var page = visit.Page;
        await page.GetByLabel("Name").FillAsync("Parcel lost");
        await Expect(page.GetByLabel("Event type")).ToHaveValueAsync("PARCEL_LOST");
        await page.GetByRole(AriaRole.Button, new() { Name = "Define", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("PARCEL_LOST");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("orderId");
    }

    [GeneratedRegex("invoice-dunning")]
    private static partial Regex InvoiceDunning();

    [GeneratedRegex("/runs/[0-9a-f-]{36}")]
    private static partial Regex RunAddress();
}
