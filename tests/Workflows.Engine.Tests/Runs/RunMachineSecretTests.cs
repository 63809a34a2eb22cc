using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Definitions;

namespace Workflows.Engine.Tests.Runs;

public sealed class RunMachineSecretTests
{
    [Fact]
    public void Secrets_OfTheTemplate_AreNamedWithTheirPlaces_AndTheInputHoldsMarkers()
    {
        var run = new RunHarness(
            """
            [{"id":"a","type":"action.call","config":{"actionId":"send","version":1,"inputMapping":{
              "headers":{"a/b":{"$secret":"TOKEN"}},"list":[1,{"$secret":"OTHER"}],"note":{"$expr":"payload.note"}}}}]
            """,
            """{"note":{"$secret":"STOLEN"}}""").Start();

        var call = run.Calls.ShouldHaveSingleItem();
        call.Secrets.Select(use => $"{use.Pointer} {use.Name}").ShouldBe(["/headers/a~1b TOKEN", "/list/1 OTHER"]);
        call.Secrets.ShouldAllBe(use => use.Pointer.Resolve(call.Input)["$secret"].GetString() == use.Name);
        run.PendingInvocations().ShouldHaveSingleItem().Secrets.ShouldBe(call.Secrets);
    }

    [Fact]
    public void Literal_EscapesMarkersAndExpressions() =>
        new RunHarness(
            """
            [{"id":"a","type":"transform.assign","config":{"assign":{"vars.x":{"$literal":{"$expr":"1","$secret":"A"}},
              "vars.y":[{"$literal":{"$secret":"B"}}]}}}]
            """).Start().ShouldBe(RunStatus.Succeeded).State.Vars.ToString()
            .ShouldBe("""{"x":{"$expr":"1","$secret":"A"},"y":[{"$secret":"B"}]}""");

    [Fact]
    public void ActionWithoutSideEffects_SeesTheMarkersOnly() =>
        new RunHarness(
            """
            [{"id":"a","type":"action.call","config":{"actionId":"echo","version":1,"inputMapping":{"key":{"$secret":"TOKEN"}},"saveAs":"out"}}]
            """).Start().ShouldBe(RunStatus.Succeeded).State.Vars["out"]["key"]["$secret"].GetString().ShouldBe("TOKEN");

    [Theory]
    [InlineData("""{"type":"transform.assign","config":{"assign":{"vars.x":{"$secret":"TOKEN"}}}}""", "SECRET_NOT_ALLOWED")]
    [InlineData("""{"type":"action.call","config":{"actionId":"send","version":1,"inputMapping":{"x":{"$secret":"lower"}}}}""", "INVALID_SECRET_NAME")]
    [InlineData("""{"type":"action.call","config":{"actionId":"send","version":1,"inputMapping":{"x":{"$secret":"A","b":1}}}}""", "INVALID_SECRET_NAME")]
    public void Secret_WrongPlaceOrName_IsAFinding(string step, string code)
    {
        var document = JsonValue.Parse($$"""{"name":"Test","steps":[{"id":"a",{{step[1..]}}]}""");

        DefinitionReader.Read(document).Findings.Select(finding => finding.Code).ShouldBe([code]);
    }
}
