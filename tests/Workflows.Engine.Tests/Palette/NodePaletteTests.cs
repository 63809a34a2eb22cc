using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Palette;
using Workflows.Schemas;

namespace Workflows.Engine.Tests.Palette;

public sealed class NodePaletteTests
{
    [Fact]
    public void All_TypesOfSteps_AreDescribed() =>
        DefinitionReader.NodeTypes.Except(NodePalette.All.Select(node => node.Type)).ShouldBeEmpty();

    [Fact]
    public void Examples_OfEveryType_SatisfyItsSchemaAndTheReader()
    {
        foreach (var node in NodePalette.All)
        foreach (var example in node.Examples.EnumerateArray())
        {
            JsonSchema.Compile(node.ConfigSchema).Validate(example).Errors.ShouldBeEmpty(node.Type);
            var definition = Wrap(node, example);
            DefinitionReader.Read(definition).Findings.ShouldBeEmpty(node.Type);
            JsonSchema.Compile(NodePalette.DefinitionSchema).Validate(definition).Errors.ShouldBeEmpty(node.Type);
        }
    }

    [Theory]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"state.sett","config":{"state":"A"}}]}""")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"state.set","config":{}}]}""")]
    [InlineData("""{"name":"x","steps":[{"id":"a","type":"state.set","config":{"state":"A","more":1}}]}""")]
    [InlineData("""{"name":"x","stepz":[]}""")]
    public void DefinitionSchema_BrokenDefinition_IsInvalid(string definition) =>
        JsonSchema.Compile(NodePalette.DefinitionSchema).IsValid(JsonValue.Parse(definition)).ShouldBeFalse();

    private static JsonValue Wrap(NodeDescription node, JsonValue example)
    {
        var step = JsonValue.EmptyObject.With("id", JsonValue.From("a")).With("type", JsonValue.From(node.Type));
        if (!node.IsBlock) step = step.With("config", example);
        else
            foreach (var property in example.EnumerateObject())
                step = step.With(property.Name, property.Value);
        return JsonValue.EmptyObject.With("name", JsonValue.From("x")).With("steps", JsonValue.EmptyArray.Append(step));
    }
}
