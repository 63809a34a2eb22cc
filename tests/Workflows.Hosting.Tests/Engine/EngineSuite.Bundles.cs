using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Hosting.Bundles;
using Workflows.Hosting.Definitions;

namespace Workflows.Hosting.Tests.Engine;

/// <summary>Export and import of workflows.</summary>
public abstract partial class EngineSuite
{
    [Fact]
    [Trait("Item", "IE-027")]
    public async Task Bundle_ExportedImportedAndExported_IsTheSame_AndItsWorkflowRuns()
    {
        await engine.PublishAsync("greet", Greeting);
        await RepublishAsync("greet", Greeting.Replace("Hello", "Good day", StringComparison.Ordinal));
        await SetAsync("greet", new SettingsChange { ConcurrencyLimit = 7, AutoPauseOnFailure = true, Tags = ["a", "b"] });
        var first = await ExportAsync("greet");
        await engine.Workflows.DeleteAsync(engine.Caller, "greet", default);

        var summary = (await engine.Bundles.ImportAsync(engine.Caller, JsonValue.Parse(first), default, default)).Value;

        summary.Created.ShouldBe(["greet"]);
        summary.Versions["greet"].ShouldBe([1, 2]);
        (await ExportAsync("greet")).ShouldBe(first);
        await engine.ProcessAsync("ORDER_PLACED", "o1", """{"name":"Ada"}""");
        await engine.UntilAsync(async () => (await RunsAsync(RunStatus.Succeeded)).Count == 1, "the imported workflow runs");
    }

    [Fact]
    public async Task Bundle_OfAnExistingKey_NeedsForce_AndThenKeepsTheVersionsOfParkedRuns()
    {
        await engine.PublishAsync("parking", Parking);
        var bundle = JsonValue.Parse(await ExportAsync("parking"));
        var parked = (await engine.ProcessAsync("ORDER_PLACED", "a", """{"order":"a"}""")).Deliveries!.ShouldHaveSingleItem().Run!.Value;

        (await engine.Bundles.ImportAsync(engine.Caller, bundle, default, default)).Problem!.Code.ShouldBe("WORKFLOW_KEY_CONFLICT");
        (await engine.Bundles.ImportAsync(engine.Caller, bundle, new ImportOptions(true, true), default)).Value.Versions["parking"].ShouldBe([2]);
        (await engine.Workflows.GetAsync(engine.Caller.Tenant, "parking", default)).Value.PublishedVersion.ShouldBe(1);
        (await engine.Bundles.ImportAsync(engine.Caller, bundle, new ImportOptions(true, false), default)).Value.Replaced.ShouldBe(["parking"]);

        (await engine.Workflows.GetAsync(engine.Caller.Tenant, "parking", default)).Value.PublishedVersion.ShouldBe(2);
        await engine.ProcessAsync("ORDER_PAID", "a");
        (await engine.RunAsync(parked, RunStatus.Succeeded)).Run.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Bundle_OfWorkflowsThatCallEachOther_IsImported_WhateverTheirOrder()
    {
        await engine.PublishAsync("z-child", """{"name":"Child","steps":[]}""");
        await engine.PublishAsync("a-parent", """{"name":"Parent","steps":[{"id":"call","type":"control.callWorkflow","workflowId":"z-child"}]}""");
        var both = (await engine.Bundles.ExportAsync(engine.Caller.Tenant, ["a-parent", "z-child"], default)).Value;
        var parent = (await engine.Bundles.ExportAsync(engine.Caller.Tenant, ["a-parent"], default)).Value;
        foreach (var key in (string[])["a-parent", "z-child"]) await engine.Workflows.DeleteAsync(engine.Caller, key, default);

        (await engine.Bundles.ImportAsync(engine.Caller, JsonValue.Parse(parent), default, default)).Problem!.Code.ShouldBe("MISSING_DEPENDENCIES");
        (await engine.Bundles.ImportAsync(engine.Caller, JsonValue.Parse(both), default, default)).Value.Created.ShouldBe(["a-parent", "z-child"]);
    }

    [Theory]
    [InlineData("\"orleans-workflows.bundle\"", "\"other\"", "UNSUPPORTED_FORMAT")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2", "UNSUPPORTED_FORMAT_VERSION")]
    [InlineData("\"key\": \"greet\"", "\"key\": \"GREET!\"", "INVALID_BUNDLE")]
    [InlineData("\"visible\": true", "\"visibel\": true", "INVALID_BUNDLE")]
    [InlineData("\"failureRateThreshold\": 0.5", "\"failureRateThreshold\": 5", "INVALID_BUNDLE")]
    [InlineData("log.write", "no.such.action", "MISSING_DEPENDENCIES")]
    [InlineData("ORDER_PLACED", "NO_SUCH_TYPE", "MISSING_DEPENDENCIES")]
    [InlineData("vars.text\":", "payload.text\":", "INVALID_BUNDLE")]
    public async Task Bundle_ThatIsWrong_IsRefused_AndMakesNothing(string from, string to, string code)
    {
        await engine.PublishAsync("greet", Greeting);
        var bundle = (await ExportAsync("greet")).Replace(from, to, StringComparison.Ordinal);
        await engine.Workflows.DeleteAsync(engine.Caller, "greet", default);

        var refused = await engine.Bundles.ImportAsync(engine.Caller, JsonValue.Parse(bundle), default, default);

        refused.Problem!.Code.ShouldBe(code);
        (await engine.Workflows.ListAsync(engine.Caller.Tenant, null, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bundle_WithTheSystemFlag_MakesNoSystemWorkflow()
    {
        await engine.PublishAsync("greet", Greeting);
        var bundle = (await ExportAsync("greet")).Replace("\"system\": false", "\"system\": true", StringComparison.Ordinal);
        await engine.Workflows.DeleteAsync(engine.Caller, "greet", default);

        (await engine.Bundles.ImportAsync(engine.Caller, JsonValue.Parse(bundle), default, default)).IsOk.ShouldBeTrue();

        var made = (await engine.Workflows.GetAsync(engine.Caller.Tenant, "greet", default)).Value;
        WorkflowSettings.Read(made.Settings).System.ShouldBeFalse();
    }

    /// <summary>A bundle without the line that changes from export to export.</summary>
    private async Task<string> ExportAsync(params string[] keys)
    {
        var bundle = Encoding.UTF8.GetString((await engine.Bundles.ExportAsync(engine.Caller.Tenant, keys, default)).Value.Span);
        bundle.ShouldEndWith("}\n");
        return string.Join('\n', bundle.Split('\n').Where(line => !line.Contains("\"exportedAt\"", StringComparison.Ordinal)));
    }
}
