using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;

namespace Workflows.Engine.Tests.Definitions;

public sealed class DefinitionReaderTests
{
    [Theory]
    [InlineData("""7""", "INVALID_WORKFLOW_DEFINITION", "")]
    [InlineData("""{"steps":[]}""", "INVALID_WORKFLOW_DEFINITION", "/name")]
    [InlineData("""{"name":"x"}""", "INVALID_WORKFLOW_DEFINITION", "/steps")]
    [InlineData("""{"name":"x","steps":[],"stepz":1}""", "INVALID_WORKFLOW_DEFINITION", "/stepz")]
    [InlineData("""{"name":"x","steps":[],"trigger":{"type":"tick","eventName":"A"}}""", "INVALID_WORKFLOW_DEFINITION", "/trigger/type")]
    [InlineData("""{"name":"x","steps":[],"trigger":{"type":"event","eventName":"A","condition":{"$expr":"payload.amount > 1"}}}""", "TRIGGER_MAPPING_INVALID_ROOT", "/trigger/condition")]
    [InlineData("""{"name":"x","steps":[],"trigger":{"type":"event","eventName":"A","payloadMapping":{"a":{"b":{"$expr":"vars.x"}}}}}""", "TRIGGER_MAPPING_INVALID_ROOT", "/trigger/payloadMapping/a/b")]
    [InlineData("""{"name":"x","steps":[{"id":"a"}]}""", "INVALID_WORKFLOW_DEFINITION", "/steps/0/type")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"control.return"},{"id":"a","type":"control.return"}]}""", "DUPLICATE_STEP_ID", "/steps/1/id")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"action.cal"}]}""", "UNKNOWN_NODE_TYPE", "/steps/0/type")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"state.set","config":{}}]}""", "INVALID_CONFIG", "/steps/0/config/state")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"time.wait","config":{}}]}""", "INVALID_CONFIG", "/steps/0/config")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"control.if","condition":true,"then":[]}]}""", "INVALID_EXPR", "/steps/0/condition")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"control.if","condition":{"$expr":" "},"then":[]}]}""", "EMPTY_EXPRESSION", "/steps/0/condition")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"control.if","condition":{"$expr":"1 +"},"then":[]}]}""", "INVALID_EXPRESSION", "/steps/0/condition")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"transform.assign","config":{"assign":{"vars":1}}}]}""", "INVALID_ASSIGN_PATH", "/steps/0/config/assign/vars")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"transform.assign","config":{"assign":{"vars.__proto__":1}}}]}""", "INVALID_ASSIGN_PATH", "/steps/0/config/assign/vars.__proto__")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"transform.assign","config":{"assign":{"/a/b":{"x":{"$expr":"("}}}}}]}""", "INVALID_EXPRESSION", "/steps/0/config/assign/~1a~1b/x")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"control.forEach","items":{"$expr":"[1]"},"body":[]}]}""", "INVALID_WORKFLOW_DEFINITION", "/steps/0/itemVar")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"control.return","retry":{}}]}""", "INVALID_WORKFLOW_DEFINITION", "/steps/0/retry")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"time.wait","config":{"durationMs":1},"retry":{"maxAttempts":0,"backoffMs":1}}]}""", "INVALID_WORKFLOW_DEFINITION", "/steps/0/retry/maxAttempts")]
    public void Read_BrokenDefinition_FindsTheCodeAtThePlace(string document, string code, string pointer)
    {
        var (definition, findings) = DefinitionReader.Read(JsonValue.Parse(document));

        definition.ShouldBeNull();
        findings.ShouldContain(finding => finding.Code == code && finding.Pointer == pointer && finding.Severity == FindingSeverity.Error);
    }

    [Fact]
    public void Read_SeveralDefects_FindsThemAll() =>
        DefinitionReader.Read(JsonValue.Parse("""{"name":"x","steps":[{"id":"a","type":"nope"},{"id":"a","type":"state.set","config":{}}]}"""))
            .Findings.Select(finding => finding.Code).ShouldBe(["UNKNOWN_NODE_TYPE", "DUPLICATE_STEP_ID", "INVALID_CONFIG"], ignoreOrder: true);

    [Fact]
    public void Read_TriggerThatReadsTheEventOnly_FindsNothing() =>
        DefinitionReader.Read(JsonValue.Parse(
            """
            {"name":"x","steps":[],"trigger":{"type":"event","eventName":"A","condition":{"$expr":"event.payload.items[price > 3].name = 'x'"},
             "payloadMapping":{"total":{"$expr":"$sum(event.payload.items.$map($, function($i){ $i.price }))"}}}}
            """)).Findings.ShouldBeEmpty();

    [Fact]
    public void Read_MisspeltType_SuggestsTheNearest() =>
        DefinitionReader.Read(JsonValue.Parse("""{"name":"x","steps":[{"id":"a","type":"contol.if"}]}"""))
            .Findings.ShouldHaveSingleItem().Suggestion.ShouldBe("control.if");

    [Fact]
    public void Read_NestedStep_HasANestedPointerAndItsId()
    {
        var (_, findings) = DefinitionReader.Read(JsonValue.Parse(
            """
            {"name":"x","steps":[{"id":"o","type":"control.tryCatch","catch":[],"try":[
              {"id":"i","type":"control.if","condition":{"$expr":"true"},"then":[{"id":"deep","type":"state.set","config":{}}]}]}]}
            """));

        findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Pointer.ShouldBe("/steps/0/try/0/then/0/config/state"), finding => finding.StepId.ShouldBe("deep"));
    }

    [Fact]
    public void Read_Literal_EscapesSpecialKeys() =>
        new Runs.RunHarness("""[{"id":"a","type":"transform.assign","config":{"assign":{"vars.x":{"k":{"$literal":{"$expr":"1"}}}}}}]""").Start()
            .State.Vars["x"]["k"]["$expr"].GetString().ShouldBe("1");
}
