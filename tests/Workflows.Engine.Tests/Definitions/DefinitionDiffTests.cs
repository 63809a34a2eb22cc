using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;

namespace Workflows.Engine.Tests.Definitions;

public class DefinitionDiffTests
{
    private const string Before = """
        {"name":"A","trigger":{"type":"event","eventName":"X"},"steps":[
          {"id":"a","type":"state.set","config":{"state":"one","note":"same"}},
          {"id":"b","type":"control.if","condition":{"$expr":"true"},"then":[{"id":"c","type":"state.set","config":{"state":"c"}}]},
          {"id":"d","type":"state.set","config":{"state":"d"}}]}
        """;

    [Fact]
    public void EqualDefinitions_HaveNoChanges() =>
        DefinitionDiff.Of(JsonValue.Parse(Before), JsonValue.Parse(Before)).ShouldBeEmpty();

    [Fact]
    public void Steps_AreComparedByTheirIds_WhereverTheyStand()
    {
        const string after = """
            {"name":"B","trigger":{"type":"event","eventName":"X"},"steps":[
              {"id":"b","type":"control.if","condition":{"$expr":"true"},"then":[{"id":"new","type":"state.set","config":{"state":"n"}}]},
              {"id":"a","type":"state.set","config":{"state":"two","note":"same"}},
              {"id":"c","type":"state.set","config":{"state":"c"}}]}
            """;

        var changes = DefinitionDiff.Of(JsonValue.Parse(Before), JsonValue.Parse(after));

        changes.Select(change => $"{change.Kind} {change.Step} {change.Path}").ShouldBe(
            ["changed  /name", "removed d /steps", "added new b/then", "changed a /config/state", "moved c /steps", "reordered  /steps"], ignoreOrder: true);
    }
}
