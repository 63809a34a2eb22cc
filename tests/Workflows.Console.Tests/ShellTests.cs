using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Console.Tests;

/// <summary>What is around every page.</summary>
public sealed partial class ShellTests(Browser browser)
{
    [Fact]
    public async Task WithoutAKey_OneSignsIn()
    {
        await using var visit = await browser.VisitAsync("/runs", signedIn: false);
        var page = visit.Page;
        await page.GetByLabel("API key").FillAsync("wfk_wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This key is not accepted");

        await page.GetByLabel("API key").FillAsync(browser.Key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Runs" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task LinkOfTheGreeting_SignsIn_AndLeavesNoKeyInTheAddress()
    {
        await using var visit = await browser.VisitAsync("/", signedIn: false);
        var page = visit.Page;
        await page.GotoAsync($"/#key={browser.Key}");
        await page.ReloadAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Event catalog" })).ToBeVisibleAsync();
        page.Url.ShouldNotContain("wfk_");
    }

    [Fact]
    public async Task Palette_GoesToAnEvent()
    {
        await using var visit = await browser.VisitAsync("/runs");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Runs" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Search everything" }).FillAsync("ticket escalated");
        await page.GetByText("TICKET_ESCALATED").First.ClickAsync();

        await Expect(page).ToHaveURLAsync(EscalatedAddress());
    }

    [Fact]
    public async Task Letters_GoToPages_AndTheHelpNamesThem()
    {
        await using var visit = await browser.VisitAsync("/catalog");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Event catalog" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Shift+?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" })).ToContainTextAsync("Runs");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Keyboard.TypeAsync("gr");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Runs" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("invoice dunning", "invoice-dunning", "/workflows/invoice-dunning")]
    [InlineData("InvoiceOverdue", "payload.InvoiceOverdue.v1", "/schemas/payload.InvoiceOverdue.v1")]
    [InlineData("task", "Tasks", "/tasks")]
    public async Task Palette_GoesToEverythingElse(string typed, string shown, string address)
    {
        await using var visit = await browser.VisitAsync("/runs");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Runs" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Search everything" }).FillAsync(typed);
        await page.GetByRole(AriaRole.Dialog).GetByText(shown, new() { Exact = true }).First.ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(address) + "$"));
    }

    [Fact]
    public async Task Palette_SaysWhenItsSearchDidNotWork()
    {
        await using var visit = await browser.VisitAsync("/runs");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Runs" })).ToBeVisibleAsync();
        await page.RouteAsync("**/v1/schemas?*", route => route.FulfillAsync(new() { Status = 500, ContentType = "application/problem+json", Body = """{"code":"INTERNAL","detail":"The registry cannot be read."}""" }));
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Search everything" }).FillAsync("ticket");

        await Expect(page.GetByText("The search did not work: The registry cannot be read.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task FirstLoad_IsUnder500KilobytesOnTheWire()
    {
        await using var visit = await browser.VisitAsync("/health/live");
        var page = visit.Page;
        var answers = new ConcurrentQueue<IResponse>();
        page.Response += (_, answer) => answers.Enqueue(answer);
        await page.GotoAsync("/");
        await Expect(page.GetByText("Showing 1 to 24 of")).ToBeVisibleAsync();

        long bytes = 0;
        foreach (var answer in answers.Where(answer => !answer.Url.Contains("/v1/", StringComparison.Ordinal)).ToList())
            bytes += (await answer.Request.SizesAsync()).ResponseBodySize;
        bytes.ShouldBeInRange(50_000, 500_000);
        answers.ShouldNotContain(answer => answer.Url.Contains("Monaco", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_MayAskNoOtherMachine()
    {
        await using var visit = await browser.VisitAsync("/runs");

        var refused = await visit.Page.EvaluateAsync<string>(
            """
            () => new Promise(resolve => {
              document.addEventListener('securitypolicyviolation', violation => resolve(violation.effectiveDirective), { once: true });
              fetch('http://127.0.0.1:9/elsewhere').catch(() => undefined);
            })
            """);

        refused.ShouldBe("connect-src");
    }

    [Fact]
    public async Task UnknownAddress_SaysWhatToDo()
    {
        await using var visit = await browser.VisitAsync("/nowhere");

        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Go to the event catalog" })).ToBeVisibleAsync();
    }

    [GeneratedRegex("/catalog\\?event=TICKET_ESCALATED")]
    private static partial Regex EscalatedAddress();
}
