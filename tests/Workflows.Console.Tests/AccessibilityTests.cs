using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Console.Tests;

/// <summary>Every page and dialog passes the automatic checks for WCAG 2.1 A and AA, in both themes.</summary>
public sealed class AccessibilityTests(Browser browser)
{
    /// <summary>Addresses; words in braces are ids of <see cref="Specimens"/>. What follows ' then ' is pressed before the check.</summary>
    private static readonly string[] Pages =
    [
        "/catalog", "/catalog?event=INVOICE_OVERDUE", "/catalog?event=INVOICE_OVERDUE&do=simulate", "/catalog?event=INVOICE_OVERDUE&do=metrics",
        "/catalog?event=INVOICE_OVERDUE&do=attach", "/catalog?do=define", "/catalog?q=nothing-is-called-that",
        "/workflows", "/workflows?do=new", "/workflows?do=import", "/workflows/{workflow}", "/workflows/{workflow}?step=/steps/0",
        "/workflows/{workflow}?tab=editor", "/workflows/{workflow}?tab=versions&from=1&to=2", "/workflows/{workflow}?tab=versions&to=1",
        "/workflows/{workflow}?tab=settings", "/workflows/{workflow}?tab=runs", "/workflows/{workflow}?do=start",
        "/runs", "/runs?status=FAILED&origin=manual", "/runs?q=nothing-is-called-that",
        "/runs/{failed}", "/runs/{failed}?step=number", "/runs/{failed}?tab=timeline", "/runs/{failed}?tab=timeline&view=table", "/runs/{failed}?tab=log",
        "/runs/{failed}?tab=envelope", "/runs/{failed}?tab=audit", "/runs/{waiting}", "/runs/{waiting}?step=ask", "/runs/00000000-0000-7000-8000-000000000000",
        "/tasks", "/tasks?run={waiting}", "/tasks?task={task}", "/tasks?status=closed",
        "/schemas", "/schemas/{schema}", "/schemas/{schema}?tab=schema", "/schemas/{schema}?tab=impact", "/schemas/{schema}?tab=impact&with={other} then Show the impact",
        "/runs then Control+k", "/runs then Shift+?", "/runs then More filters", "/runs then Views", "/runs/{failed} then Replay", "/runs/{waiting} then Cancel", "/nowhere",
        "/cluster",
    ];

    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    public static TheoryData<string> Addresses() => [.. Pages];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_HasNoViolations(string address)
    {
        var parts = address.Split(" then ");
        await using var visit = await browser.VisitAsync(await browser.NameAsync(parts[0]), key: parts[0] == "/cluster" ? browser.SystemKey : null);
        var page = visit.Page;
        await SettleAsync(page);
        if (parts.Length > 1)
        {
            var next = parts[1];
            if (next.Contains('+')) await page.Keyboard.PressAsync(next);
            else await page.GetByRole(AriaRole.Button, new() { Name = next, Exact = true }).First.ClickAsync();
            await Expect(next == "Show the impact" ? page.GetByRole(AriaRole.Status).First : page.GetByRole(AriaRole.Dialog).First).ToBeVisibleAsync();
        }

        await CheckAsync(page);
    }

    [Fact]
    public async Task SignIn_HasNoViolations()
    {
        await using var visit = await browser.VisitAsync("/", signedIn: false);
        await Expect(visit.Page.GetByLabel("API key")).ToBeVisibleAsync();

        await CheckAsync(visit.Page);
    }

    /// <summary>In one visit: the page follows the system's theme.</summary>
    private static async Task CheckAsync(IPage page)
    {
        foreach (var scheme in Schemes)
        {
            var name = scheme.ToString().ToLowerInvariant();
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Expect(page.Locator($"html[data-mantine-color-scheme='{name}']")).ToBeAttachedAsync();
            await SettleAsync(page);
            (await Axe.CheckAsync(page)).ShouldBeEmpty($"in the {name} theme");
        }
    }

    /// <summary>Waits until everything is there and nothing moves: a text that fades in has too little contrast on its way.</summary>
    private static async Task SettleAsync(IPage page)
    {
        await Expect(page.GetByRole(AriaRole.Heading).Or(page.GetByRole(AriaRole.Alert)).First).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-label='Loading'], .mantine-Skeleton-root")).ToHaveCountAsync(0);
        await page.WaitForFunctionAsync("document.getAnimations().every(a => a.playState !== 'running' || a.effect.getComputedTiming().iterations === Infinity)");
    }
}

/// <summary>The automatic checks.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));

    /// <summary>What breaks a rule on the page: rule, what it asks for, and where.</summary>
    public static async Task<IReadOnlyList<string>> CheckAsync(IPage page)
    {
        await page.EvaluateAsync(Script.Value + "; undefined");
        var result = await page.EvaluateAsync<JsonElement>(
            "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(r => r.violations.map(v => "
            + "v.id + ': ' + v.help + ' at ' + v.nodes.map(n => n.target.join(' ') + ' ' + n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).join(' | ')))");
        return [.. result.EnumerateArray().Select(item => item.GetString()!)];
    }
}
