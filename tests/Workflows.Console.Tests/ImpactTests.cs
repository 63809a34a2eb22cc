using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Console.Tests;

/// <summary>Asking what a change of a schema would break before it is made.</summary>
public sealed partial class ImpactTests(Browser browser)
{
    [Fact]
    public async Task ChangeOfASchema_IsAnsweredByWorkflowsAndStoredEvents_WithTheWayToEachPlace()
    {
        await browser.Api.DefineEventAsync("test.parcel.weighed", """{"type":"object","required":["grams"],"properties":{"grams":{"type":"number"}}}""");
        await browser.Api.PublishAsync("weighs-parcels", """
            {"name":"Weighs parcels","trigger":{"type":"event","eventName":"test.parcel.weighed"},"steps":[
              {"id":"heavy","type":"transform.assign","config":{"assign":{"vars.heavy":{"$expr":"payload.grams > 2000"}}}}]}
            """);
        await browser.Api.PublishEventAsync("test.parcel.weighed", """{"grams":120}""");
        await using var visit = await browser.VisitAsync("/catalog?event=test.parcel.weighed");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Impact of a change" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show the impact" })).ToBeDisabledAsync();

        await page.FillEditorAsync(
            page.Locator("#main"),
            """{"type":"object","required":["kilograms"],"properties":{"kilograms":{"type":"number"}},"additionalProperties":false}""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the impact" }).ClickAsync();
        var report = page.GetByRole(AriaRole.Region, new() { Name = "Impact", Exact = true });
        await Expect(report.GetByRole(AriaRole.Status)).ToContainTextAsync("1 of 1 stored event refused");
        await Expect(report.GetByRole(AriaRole.Article, new() { Name = "weighs-parcels" })).ToContainTextAsync("step heavy");
        await report.GetByRole(AriaRole.Link, new() { NameRegex = Heavy() }).First.ClickAsync();

        await Expect(page).ToHaveURLAsync(PlaceInTheDraft());
        await Expect(page.Locator(".monaco-editor .current-line, .monaco-editor .cursor").First).ToBeAttachedAsync();
        await page.GoBackAsync();
        await Expect(report.GetByRole(AriaRole.Status)).ToContainTextAsync("1 of 1 stored event refused");
    }

    [Fact]
    public async Task SchemaThatCannotBeCompiled_IsMarkedWhereItIsWrong()
    {
        await using var visit = await browser.VisitAsync("/schemas/payload.TicketCreated.v1?tab=impact");
        var page = visit.Page;
        await page.FillEditorAsync(page.Locator("#main"), """{"type":"object","properties":{"a":{"type":"nonsense"}}}""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the impact" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("SCHEMA_NOT_COMPILABLE");
        await Expect(page.Locator(".squiggly-error").First).ToBeVisibleAsync();
    }

    [GeneratedRegex("step heavy")]
    private static partial Regex Heavy();

    [GeneratedRegex("/workflows/weighs-parcels\\?tab=editor&at=%2Fsteps%2F0")]
    private static partial Regex PlaceInTheDraft();
}
