using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Console.Tests;

/// <summary>Every page passes the automatic checks for WCAG 2.1 A and AA, in both themes.</summary>
public sealed class AccessibilityTests(Browser browser)
{
    private static readonly string[] Pages =
    [
        "/catalog", "/catalog?event=INVOICE_OVERDUE", "/catalog?event=INVOICE_OVERDUE&do=simulate", "/catalog?event=INVOICE_OVERDUE&do=metrics",
        "/catalog?event=INVOICE_OVERDUE&do=attach", "/catalog?do=define", "/workflows", "/runs", "/tasks", "/nowhere",
    ];

    public static TheoryData<string, ColorScheme> Combinations()
    {
        var data = new TheoryData<string, ColorScheme>();
        foreach (var page in Pages)
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
                data.Add(page, scheme);
        return data;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Page_HasNoViolations(string address, ColorScheme scheme)
    {
        await using var visit = await browser.VisitAsync(address, scheme);
        await Expect(visit.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("[aria-label='Loading'], .mantine-Skeleton-root")).ToHaveCountAsync(0);

        var violations = await Axe.CheckAsync(visit.Page);

        violations.ShouldBeEmpty();
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
