using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Console.Tests;

/// <summary>Putting a workflow on an event and taking it off, and moving workflows between servers.</summary>
public sealed partial class WorkflowTests(Browser browser)
{
    [Fact]
    [Trait("Item", "EC-050")]
    public async Task Workflow_IsAttached_Published_AndDetached()
    {
        await using var visit = await browser.VisitAsync("/catalog?event=CONTRACT_CREATED");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Attach a workflow" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Attach a workflow to" });
        await dialog.GetByLabel("Name").FillAsync("File the contract");
        await Expect(dialog.GetByLabel("Key")).ToHaveValueAsync("file-the-contract");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the draft" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(EditorOfTheContract());
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Pipeline of the draft" })).ToContainTextAsync("CONTRACT_CREATED");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Version 1 is published")).ToBeVisibleAsync();

        await page.GotoAsync("/catalog?event=CONTRACT_CREATED");
        var attached = page.GetByRole(AriaRole.Region, new() { Name = "Attached workflows" });
        await Expect(attached).ToContainTextAsync("Published v1");
        await attached.GetByRole(AriaRole.Button, new() { Name = "Detach" }).ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog, new() { Name = "Detach File the contract?" });
        await question.GetByLabel("Reason").FillAsync("Contracts are filed elsewhere now.");
        await question.GetByRole(AriaRole.Button, new() { Name = "Detach" }).ClickAsync();

        await Expect(page.GetByText("Version 2 has no trigger")).ToBeVisibleAsync();
        await Expect(attached).ToContainTextAsync("No workflow listens to this event yet.");
    }

    [Fact]
    public async Task Workflow_IsExported_AndImportedAgain()
    {
        await browser.Api.PublishAsync("to-be-moved", """{"name":"To be moved","steps":[{"id":"seen","type":"state.set","config":{"state":"SEEN"}}]}""");
        await using var visit = await browser.VisitAsync("/workflows?q=to-be-moved");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Actions for To be moved" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Menuitem, new() { Name = "Export" }).ClickAsync());
        download.SuggestedFilename.ShouldBe("to-be-moved.bundle.json");
        var bundle = await File.ReadAllTextAsync(await download.PathAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Actions for To be moved" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog, new() { Name = "Delete To be moved?" });
        await question.GetByRole(AriaRole.Textbox).FillAsync("to-be-moved");
        await question.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("No workflow matches")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Import workflows" });
        await dialog.Locator("input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "to-be-moved.bundle.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(bundle) });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Check the bundle" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("Makes to-be-moved, 1 version");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "To be moved" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task EditorTakesItsLettersForItself_AndControlSSavesTheDraft()
    {
        await browser.Api.SendJsonAsync("/v1/workflows", """{"key":"is-typed","definition":{"name":"Is typed","steps":[]}}""");
        await using var visit = await browser.VisitAsync("/workflows/is-typed?tab=editor");
        var page = visit.Page;
        await page.FillEditorAsync(page.Locator("#main"), """{"name":"Is typed twice","steps":[]}""");
        await Expect(page.GetByText("Not saved", new() { Exact = true })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
        (await browser.Api.GetJsonAsync("/v1/workflows/is-typed")).GetProperty("name").GetString().ShouldBe("Is typed twice");

        await page.Keyboard.TypeAsync("gr?/gw");

        await Expect(page.Locator(".monaco-editor .view-lines").First).ToContainTextAsync("gr?/gw");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        new Uri(page.Url).AbsolutePath.ShouldBe("/workflows/is-typed");
    }

    /// <summary>Monaco lays its halves out anew then, and forgets what they are called.</summary>
    [Fact]
    public async Task HalvesOfADiff_KeepTheirNames_WhereTheyGetLessRoom()
    {
        await using var visit = await browser.VisitAsync(await browser.NameAsync("/workflows/{workflow}?tab=versions&from=1&to=2"));
        var page = visit.Page;
        var sides = page.Locator(".monaco-diff-editor.side-by-side");
        var after = page.GetByRole(AriaRole.Textbox, new() { Name = "After", Exact = true });
        await Expect(sides).ToHaveCountAsync(1);
        await Expect(after).ToHaveCountAsync(1);

        await page.SetViewportSizeAsync(1060, 900);
        await Expect(sides).ToHaveCountAsync(0);
        await Expect(after).ToHaveCountAsync(1);
        await page.SetViewportSizeAsync(1440, 900);
        await Expect(sides).ToHaveCountAsync(1);
        await Expect(after).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Before", Exact = true })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Settings_AreSaved_AndSaidOnTheOverview()
    {
        await browser.Api.PublishAsync("set-up", """{"name":"Set up","steps":[]}""");
        await using var visit = await browser.VisitAsync("/workflows/set-up?tab=settings");
        var page = visit.Page;
        await page.GetByLabel("Skip events").CheckAsync();
        await page.GetByLabel("Runs at once").FillAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save settings" }).ClickAsync();
        await Expect(page.GetByText("The settings are saved")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Overview" }).ClickAsync();

        await Expect(page.GetByText("Events are skipped")).ToBeVisibleAsync();
        await Expect(page.GetByText("At most 7")).ToBeVisibleAsync();
    }

    [GeneratedRegex("/workflows/file-the-contract\\?tab=editor")]
    private static partial Regex EditorOfTheContract();
}
