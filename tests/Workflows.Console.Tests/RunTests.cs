using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Console.Tests;

/// <summary>Looking after runs: one that failed, one that waits, and many at once.</summary>
public sealed partial class RunTests(Browser browser)
{
    private const string Failing = """
        {"name":"Adds up","steps":[
          {"id":"seen","type":"state.set","config":{"state":"SEEN"}},
          {"id":"number","type":"transform.assign","config":{"assign":{"vars.sum":{"$expr":"$number(payload.amount) + 1"}}}}]}
        """;

    [Fact]
    public async Task FailedRun_IsReplayedFromItsStep_WithAnotherPayload()
    {
        await browser.Api.PublishAsync("adds-up", Failing);
        var run = await browser.Api.StartRunAsync("adds-up", """{"amount":"a lot"}""");
        await using var visit = await browser.VisitAsync($"/runs/{run}");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What went wrong" })).ToContainTextAsync("number");

        await page.GetByRole(AriaRole.Treeitem, new() { Name = "number" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay from this step" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Replay the run" });
        await Expect(dialog.GetByRole(AriaRole.Combobox, new() { Name = "Begin at" })).ToHaveValueAsync("number");
        await dialog.GetByLabel("Change the payload").CheckAsync();
        await page.FillEditorAsync(dialog, """{"amount":"41"}""");
        await dialog.GetByLabel("Reason").FillAsync("The amount was written in words.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();

        await Expect(page).Not.ToHaveURLAsync(new Regex(run));
        await Expect(page.GetByText("Succeeded").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = run[..13] })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Envelope" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Variables" })).ToContainTextAsync("42");
    }

    [Fact]
    public async Task RunThatWaits_SaysWhy_AndIsSeenToEndLive()
    {
        await browser.Api.DefineEventAsync("test.answer.given", """{"type":"object","properties":{"text":{"type":"string"}}}""");
        await browser.Api.PublishAsync("waits-for-an-answer", """
            {"name":"Waits for an answer","steps":[
              {"id":"answer","type":"event.wait","config":{"eventName":"test.answer.given","correlationKey":{"$expr":"payload.question"}}}]}
            """);
        var run = await browser.Api.StartRunAsync("waits-for-an-answer", """{"question":"Q-17"}""");
        await using var visit = await browser.VisitAsync($"/runs/{run}");
        var page = visit.Page;
        var why = page.GetByRole(AriaRole.Region, new() { Name = "Why is it waiting?" });
        await Expect(why).ToContainTextAsync("test.answer.given");
        await Expect(why).ToContainTextAsync("Q-17");
        await Expect(page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();

        await browser.Api.PublishEventAsync("test.answer.given", """{"text":"Yes."}""", "Q-17");

        await Expect(page.GetByText("Succeeded").First).ToBeVisibleAsync();
        await Expect(why).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task RunThatWaits_LeadsToTheSimulationOfItsEvent_WithItsKey()
    {
        await browser.Api.DefineEventAsync("test.parcel.found", """{"type":"object","properties":{"where":{"type":"string"}}}""");
        await browser.Api.PublishAsync("waits-for-a-parcel", """
            {"name":"Waits for a parcel","steps":[
              {"id":"found","type":"event.wait","config":{"eventName":"test.parcel.found","correlationKey":{"$expr":"payload.parcel"}}}]}
            """);
        var run = await browser.Api.StartRunAsync("waits-for-a-parcel", """{"parcel":"P-4"}""");
        await using var visit = await browser.VisitAsync($"/runs/{run}");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Simulate the event" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Simulate test.parcel.found" });
        await Expect(dialog.GetByLabel("Correlation id")).ToHaveValueAsync("P-4");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Simulate", Exact = true }).ClickAsync();

        await Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("It resumed a waiting run");
    }

    [Fact]
    public async Task CalledRun_LeadsToItsCaller_AndBack()
    {
        await browser.Api.PublishAsync("is-called", """{"name":"Is called","steps":[{"id":"seen","type":"state.set","config":{"state":"SEEN"}}]}""");
        await browser.Api.PublishAsync("calls", """{"name":"Calls","steps":[{"id":"call","type":"control.callWorkflow","workflowId":"is-called","inputMapping":{}}]}""");
        var run = await browser.Api.StartRunAsync("calls", "{}");
        await using var visit = await browser.VisitAsync($"/runs/{run}");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "is-called", Exact = true }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "is-called" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "calls", Exact = true }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex($"/runs/{run}\\?step=call"));
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "Chosen step" })).ToContainTextAsync("its run");
    }

    [Fact]
    public async Task AllRunsOfAFilter_AreCancelled_ByAJobThatTellsItsProgress()
    {
        await StartManyAsync("waits-for-ever", "test.crowd.came", 240, """[{"id":"pause","type":"time.wait","config":{"durationMs":86400000}}]""");
        await using var visit = await browser.VisitAsync("/runs?workflow=waits-for-ever&status=WAITING");
        var page = visit.Page;
        await SeeAllAsync(page, "Waiting", "240");
        await page.GetByLabel("Select all").CheckAsync();
        var bar = page.GetByRole(AriaRole.Region, new() { Name = "Chosen runs" });
        await bar.GetByRole(AriaRole.Button, new() { Name = "Take all that the filters select" }).ClickAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Cancel these runs?" });
        await dialog.GetByLabel("Reason").FillAsync("They wait for nothing.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Start the job" }).ClickAsync();

        var job = page.GetByRole(AriaRole.Region, new() { Name = "Job" });
        await Expect(job).ToContainTextAsync(Progress());
        await Expect(job).ToContainTextAsync("Completed: 240 done", new() { Timeout = 60_000 });
        page.Url.ShouldContain("job=");
        await Expect(page.GetByText("No run matches")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task LongList_HoldsOnlyWhatCanBeSeen()
    {
        await StartManyAsync("came-and-went", "test.visitor.came", 1_000, """[{"id":"seen","type":"state.set","config":{"state":"SEEN"}}]""");
        await using var visit = await browser.VisitAsync("/runs?workflow=came-and-went");
        var page = visit.Page;
        await SeeAllAsync(page, "Succeeded", "1,000");
        var table = page.GetByRole(AriaRole.Table, new() { Name = "Runs" });
        await Expect(table).ToHaveAttributeAsync("aria-rowcount", "201");
        for (var rows = 401; rows <= 1_001; rows += 200)
        {
            await page.EvaluateAsync("window.scrollTo(0, document.body.scrollHeight)");
            await Expect(table).ToHaveAttributeAsync("aria-rowcount", rows.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        await page.EvaluateAsync("window.scrollTo(0, document.body.scrollHeight)");
        await Expect(table.Locator("[aria-rowindex='1001']")).ToBeVisibleAsync();
        (await table.GetByRole(AriaRole.Row).CountAsync()).ShouldBeLessThan(80);
        await page.GetByLabel("Select all").CheckAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Chosen runs" })).ToContainTextAsync("1,000 chosen");
    }

    [Fact]
    public async Task Rows_AreChosenByKeys_AlsoAfterATickByTheMouse()
    {
        await StartManyAsync("is-ticked", "test.box.came", 4, """[{"id":"seen","type":"state.set","config":{"state":"SEEN"}}]""");
        await using var visit = await browser.VisitAsync("/runs?workflow=is-ticked");
        var page = visit.Page;
        await SeeAllAsync(page, "Succeeded", "4");
        await page.GetByRole(AriaRole.Table, new() { Name = "Runs" }).GetByRole(AriaRole.Checkbox).Nth(4).CheckAsync();
        var bar = page.GetByRole(AriaRole.Region, new() { Name = "Chosen runs" });
        await Expect(bar).ToContainTextAsync("1 chosen");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Expect(bar).ToContainTextAsync("3 chosen");
        await page.Keyboard.PressAsync("x");

        await Expect(bar).ToContainTextAsync("2 chosen");
    }

    [Fact]
    public async Task Keys_GoDownALongList_AlsoWhereTheMouseRestsOnIt()
    {
        await StartManyAsync("is-read", "test.page.came", 60, """[{"id":"seen","type":"state.set","config":{"state":"SEEN"}}]""");
        await using var visit = await browser.VisitAsync("/runs?workflow=is-read");
        var page = visit.Page;
        await SeeAllAsync(page, "Succeeded", "60");
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Runs" })).ToHaveAttributeAsync("aria-rowcount", "61");
        await page.Mouse.MoveAsync(700, 700);

        for (var row = 1; row <= 40; row++)
        {
            await page.Keyboard.PressAsync("j");
            await Expect(page.Locator("[data-active]")).ToHaveAttributeAsync("aria-rowindex", (row + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        await Expect(page.Locator("[data-active]")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task RunOfALongList_BeginsAtItsTop_AndTheListIsWhereItWasLeft()
    {
        await StartManyAsync("is-long", "test.queue.moved", 150, """[{"id":"seen","type":"state.set","config":{"state":"SEEN"}}]""");
        await using var visit = await browser.VisitAsync("/runs?workflow=is-long");
        var page = visit.Page;
        await SeeAllAsync(page, "Succeeded", "150");
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Runs" })).ToHaveAttributeAsync("aria-rowcount", "151");
        await page.EvaluateAsync("window.scrollTo(0, 3000)");
        await page.Locator("[aria-rowindex='80'] a").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "is-long" })).ToBeInViewportAsync();
        (await page.EvaluateAsync<int>("Math.round(window.scrollY)")).ShouldBe(0);

        await page.GoBackAsync();

        await Expect(page.Locator("[aria-rowindex='80']")).ToBeInViewportAsync();
        (await page.EvaluateAsync<int>("Math.round(window.scrollY)")).ShouldBeInRange(2_900, 3_100);
    }

    [Fact]
    public async Task Run_IsExported()
    {
        await browser.Api.PublishAsync("to-be-kept", """{"name":"To be kept","steps":[]}""");
        var run = await browser.Api.StartRunAsync("to-be-kept", "{}");
        await using var visit = await browser.VisitAsync($"/runs/{run}");
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Export the run" }).ClickAsync());

        download.SuggestedFilename.ShouldBe($"run-{run}.json");
        System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(await download.PathAsync())).RootElement.ToString().ShouldContain(run);
    }

    [Fact]
    public async Task View_IsSaved_AppliedAgain_AndDeleted()
    {
        await using var visit = await browser.VisitAsync("/runs?status=FAILED&origin=manual");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Views" }).ClickAsync();
        await page.GetByLabel("Name of the view").FillAsync("Failed by hand");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GotoAsync("/runs");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Runs" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Views" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Failed by hand", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(FailedByHand());
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Status" }).GetByRole(AriaRole.Button, new() { NameRegex = FailedTile() })).ToHaveAttributeAsync("aria-pressed", "true");

        await page.GetByRole(AriaRole.Button, new() { Name = "Failed by hand" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete Failed by hand" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete Failed by hand" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Export_HoldsTheRunsOfTheFilter()
    {
        await browser.Api.PublishAsync("to-be-exported", """{"name":"To be exported","steps":[]}""");
        var run = await browser.Api.StartRunAsync("to-be-exported", "{}");
        await using var visit = await browser.VisitAsync("/runs?workflow=to-be-exported");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Menuitem, new() { Name = "CSV" }).ClickAsync());

        download.SuggestedFilename.ShouldBe("runs.csv");
        var lines = (await File.ReadAllTextAsync(await download.PathAsync())).TrimEnd().Split('\n');
        lines.Length.ShouldBe(2);
        lines[1].ShouldContain(run);
    }

    private async Task StartManyAsync(string key, string type, int count, string steps)
    {
        await browser.Api.DefineEventAsync(type, """{"type":"object","properties":{"number":{"type":"integer"}}}""");
        await browser.Api.PublishAsync(key, $$"""{"name":"{{key}}","trigger":{"type":"event","eventName":"{{type}}"},"steps":{{steps}}}""");
        await browser.Api.PublishManyAsync(type, Enumerable.Range(0, count).Select(number => $$"""{"number":{{number}}}"""));
    }

    /// <summary>Waits until the page has counted all runs, and reads its list again.</summary>
    private static async Task SeeAllAsync(IPage page, string status, string count)
    {
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Status" }).GetByRole(AriaRole.Button).Filter(new() { HasText = status }))
            .ToContainTextAsync(count, new() { Timeout = 60_000 });
        await page.ReloadAsync();
    }

    [GeneratedRegex("[0-9,]+ done")]
    private static partial Regex Progress();

    [GeneratedRegex("status=FAILED")]
    private static partial Regex FailedByHand();

    [GeneratedRegex("^Failed")]
    private static partial Regex FailedTile();
}
