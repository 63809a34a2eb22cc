using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Console.Tests;

/// <summary>Working through the inbox.</summary>
public sealed class TaskTests(Browser browser)
{
    private const string Asking = """
        {"name":"Asks somebody","steps":[{"id":"ask","type":"human.task","config":{
          "taskType":"question","title":{"$expr":"'Say what ' & payload.about & ' is'"},
          "formSchema":{"type":"object","required":["answer"],"properties":{"answer":{"type":"string","title":"Your word","minLength":3}}},
          "saveAs":"said"}}]}
        """;

    [Fact]
    public async Task Task_IsFound_Claimed_AndCompleted_ByKeysAlone()
    {
        await browser.Api.PublishAsync("asks-somebody", Asking);
        var run = await browser.Api.StartRunAsync("asks-somebody", """{"about":"a saga"}""");
        await using var visit = await browser.VisitAsync($"/tasks?run={run}");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Say what a saga is" })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Say what a saga is" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("c");
        await Expect(page.GetByText("Nobody else can complete it now.")).ToBeVisibleAsync();
        var field = page.GetByLabel("Your word");
        await TabToAsync(page, field);
        await page.Keyboard.TypeAsync("no");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByText("must NOT have fewer than 3 characters").First).ToBeVisibleAsync();
        await TabToAsync(page, field);
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync("rse tale");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.GetByText("The task is completed")).ToBeVisibleAsync();
        await page.GotoAsync($"/runs/{run}?tab=envelope");
        await Expect(page.GetByText("Succeeded").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Variables" })).ToContainTextAsync("norse tale");
    }

    private static async Task TabToAsync(IPage page, ILocator field)
    {
        await Expect(field).ToBeVisibleAsync();
        for (var presses = 0; presses < 60 && !await field.EvaluateAsync<bool>("element => element === document.activeElement"); presses++)
            await page.Keyboard.PressAsync("Tab");
        await Expect(field).ToBeFocusedAsync();
    }
}
