using Workflows.Abstractions.Json;
using Workflows.Expressions.Types;

namespace Workflows.Expressions.Tests.Types;

public sealed class SchemaTypesTests
{
    [Theory]
    [InlineData("true", "unknown")]
    [InlineData("{}", "unknown")]
    [InlineData("""{"type":["integer","null"]}""", "number | null")]
    [InlineData("""{"const":3}""", "number")]
    [InlineData("""{"enum":["a","b",null]}""", "string | null")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"number"}]}""", "string | number")]
    [InlineData("""{"allOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"required":["b"],"properties":{"b":{"type":"number"}}}]}""", "{a: string?, b: number}")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"},{"type":"number"}],"items":false}""", "(string | number)[]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"}]}""", "array")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "string[]")]
    [InlineData("""{"$ref":"other.json"}""", "boolean")]
    [InlineData("""{"$ref":"nowhere.json"}""", "unknown")]
    [InlineData("""{"$ref":"#/$defs/loop","$defs":{"loop":{"$ref":"#/$defs/loop"}}}""", "unknown")]
    public void Read_Schema_IsNeverNarrowerThanTheSchema(string schema, string type) =>
        SchemaTypes.Read(JsonValue.Parse(schema), name => name == "other.json" ? JsonValue.Parse("""{"type":"boolean"}""") : default)
            .ToString().ShouldBe(type);
}
