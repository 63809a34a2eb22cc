using Workflows.Abstractions.Json;
using Workflows.Schemas.Diffing;

namespace Workflows.Schemas.Tests.Diffing;

public class SchemaDiffTests
{
    [Theory]
    [InlineData("""{"properties":{"a":{},"b":{}}}""", """{"properties":{"a":{}}}""", SchemaChangeKind.PropertyRemoved, "b", true)]
    [InlineData("""{"properties":{"a":{}}}""", """{"properties":{"a":{},"b":{}}}""", SchemaChangeKind.PropertyAdded, "b", false)]
    [InlineData("""{"properties":{"a":{}},"required":["a"]}""", """{"properties":{"a":{}}}""", SchemaChangeKind.BecameOptional, "a", true)]
    [InlineData("""{"properties":{"a":{}}}""", """{"properties":{"a":{}},"required":["a"]}""", SchemaChangeKind.BecameRequired, "a", false)]
    [InlineData("""{"type":"string"}""", """{"type":["string","null"]}""", SchemaChangeKind.TypeWidened, "", true)]
    [InlineData("""{"type":"number"}""", """{"type":"integer"}""", SchemaChangeKind.TypeNarrowed, "", false)]
    [InlineData("""{"type":"string"}""", """{"type":"integer"}""", SchemaChangeKind.TypeChanged, "", true)]
    [InlineData("""{"enum":["a"]}""", """{"enum":["a","b"]}""", SchemaChangeKind.ValuesAdded, "", true)]
    [InlineData("""{"enum":["a","b"]}""", """{"enum":["b"]}""", SchemaChangeKind.ValuesRemoved, "", false)]
    [InlineData("""{"type":"string","const":"a"}""", """{"type":"string"}""", SchemaChangeKind.ValuesAdded, "", true)]
    [InlineData("""{"maximum":5}""", """{"maximum":6}""", SchemaChangeKind.BoundLoosened, "", true)]
    [InlineData("""{"maximum":5}""", """{"maximum":4}""", SchemaChangeKind.BoundTightened, "", false)]
    [InlineData("""{"minLength":5}""", """{}""", SchemaChangeKind.BoundLoosened, "", true)]
    [InlineData("""{}""", """{"minItems":1}""", SchemaChangeKind.BoundTightened, "", false)]
    [InlineData("""{"format":"date"}""", """{"format":"date-time"}""", SchemaChangeKind.RuleChanged, "", true)]
    [InlineData("""{"format":"date"}""", """{}""", SchemaChangeKind.RuleRemoved, "", true)]
    [InlineData("""{}""", """{"pattern":"^a"}""", SchemaChangeKind.RuleAdded, "", false)]
    [InlineData("""{"not":{"const":1}}""", """{"not":{"const":2}}""", SchemaChangeKind.RuleChanged, "", true)]
    [InlineData("""{"additionalProperties":false}""", """{}""", SchemaChangeKind.OpennessChanged, "", false)]
    [InlineData("""{"title":"A"}""", """{"title":"B"}""", SchemaChangeKind.AnnotationChanged, "", false)]
    [InlineData("""{"oneOf":[{"type":"string"}]}""", """{"oneOf":[{"type":"string"},{"type":"null"}]}""", SchemaChangeKind.AlternativeAdded, "", true)]
    [InlineData("""{"anyOf":[{"minimum":1},{"type":"null"}]}""", """{"anyOf":[{"type":"null"}]}""", SchemaChangeKind.AlternativeRemoved, "", false)]
    [InlineData("""{"items":{"type":"string"}}""", """{"items":{"type":["string","null"]}}""", SchemaChangeKind.TypeWidened, "[]", true)]
    [InlineData("""{"additionalProperties":{"maxLength":1}}""", """{"additionalProperties":{"maxLength":2}}""", SchemaChangeKind.BoundLoosened, "*", true)]
    public void Compare_OneChange_IsClassed(string old, string @new, SchemaChangeKind kind, string path, bool isBreaking)
    {
        var change = Compare(old, @new).ShouldHaveSingleItem();

        change.Kind.ShouldBe(kind);
        change.Path.ShouldBe(path);
        change.Impact.ShouldBe(isBreaking ? ChangeImpact.Breaking : ChangeImpact.Compatible);
    }

    [Fact]
    public void Compare_DeepChange_HasItsPathAndBothPointers()
    {
        var change = Compare(
            """{"properties":{"lines":{"items":{"$ref":"#/$defs/line"}}},"$defs":{"line":{"properties":{"qty":{"type":"integer"}}}}}""",
            """{"properties":{"lines":{"items":{"properties":{"qty":{"type":"string"}}}}}}""").ShouldHaveSingleItem();

        change.Path.ShouldBe("lines[].qty");
        change.OldPointer.ShouldBe("/$defs/line/properties/qty/type");
        change.NewPointer.ShouldBe("/properties/lines/items/properties/qty/type");
        change.Old.ShouldBe(JsonValue.From("integer"));
        change.New.ShouldBe(JsonValue.From("string"));
        change.Message.ShouldBe("'lines[].qty' was integer and is now string.");
    }

    [Fact]
    public void Compare_RemovedProperty_HasNoNewPointer()
    {
        var change = Compare("""{"properties":{"a":{}}}""", "{}").ShouldHaveSingleItem();

        change.OldPointer.ShouldBe("/properties/a");
        change.NewPointer.ShouldBeNull();
    }

    [Fact]
    public void Compare_SameMeaningInOtherWords_IsNoChange() =>
        Compare(
            """{"type":"object","properties":{"a":{"type":"string","maxLength":5}},"required":["a"]}""",
            """
            { "allOf": [{ "$ref": "#/$defs/base" }, { "required": ["a"] }],
              "$defs": { "base": { "type": "object", "properties": { "a": { "$ref": "#/$defs/short" } } }, "short": { "type": "string", "maxLength": 5 } } }
            """).ShouldBeEmpty();

    [Fact]
    public void Compare_RecursiveSchemas_ComesToAnEnd()
    {
        const string tree = """{"properties":{"child":{"$ref":"#"},"n":{"type":"TYPE"}}}""";

        Compare(tree.Replace("TYPE", "integer"), tree.Replace("TYPE", "string")).Select(change => change.Path).ShouldBe(["n"]);
    }

    [Fact]
    public void Compare_LongChainOfReferences_CostsNoStack()
    {
        var definitions = new JsonObjectBuilder();
        for (int i = 0; i < 4000; i++)
            definitions.Add($"d{i}", JsonValue.Parse($$"""{ "allOf": [{ "$ref": "#/$defs/d{{i + 1}}" }], "properties": { "p": {} } }"""));
        var schema = JsonValue.Parse("""{"$ref":"#/$defs/d0"}""").With("$defs", definitions.Add("d4000", JsonValue.True).Build());
        var compiled = JsonSchema.Compile(schema);

        SchemaDiff.Compare(compiled, compiled).ShouldBeEmpty();
    }

    [Fact]
    public void Compare_SameSchema_IsNoChange()
    {
        const string schema = """{"oneOf":[{"properties":{"a":{"format":"date"}}},{"items":{"enum":[1,2]}}],"if":{"required":["x"]}}""";

        Compare(schema, schema).ShouldBeEmpty();
    }

    [Fact]
    public void IsBreaking_AnyBreakingChange_IsTrue()
    {
        SchemaDiff.IsBreaking(Compare("{}", """{"title":"x"}""")).ShouldBeFalse();
        SchemaDiff.IsBreaking(Compare("""{"properties":{"a":{}}}""", """{"title":"x"}""")).ShouldBeTrue();
    }

    private static IReadOnlyList<SchemaChange> Compare(string old, string @new) =>
        SchemaDiff.Compare(JsonSchema.Compile(JsonValue.Parse(old)), JsonSchema.Compile(JsonValue.Parse(@new)));
}
