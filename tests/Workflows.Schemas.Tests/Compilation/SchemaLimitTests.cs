using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Tests.Compilation;

public class SchemaLimitTests
{
    [Fact]
    public void TryCompile_LongPattern_IsRefused() =>
        Refusal($$"""{"pattern":"{{new string('a', 1025)}}"}""").ShouldBe((SchemaErrorCodes.InvalidPattern, "/pattern"));

    [Fact]
    public void TryCompile_LargeDocument_IsRefused() =>
        Refusal($$"""{"title":"{{new string('a', 2000)}}"}""", new() { MaxDocumentBytes = 1000 })
            .ShouldBe((SchemaErrorCodes.LimitExceeded, ""));

    [Fact]
    public void TryCompile_DeepSchema_IsRefused() =>
        Refusal("""{"not":{"not":{"not":{"not":{}}}}}""", new() { MaxSchemaDepth = 3 })
            .ShouldBe((SchemaErrorCodes.LimitExceeded, "/not/not/not/not"));

    [Fact]
    public void TryCompile_ManySubschemas_IsRefused() =>
        Refusal("""{"anyOf":[true,true,true]}""", new() { MaxSubschemas = 3 }).Code.ShouldBe(SchemaErrorCodes.LimitExceeded);

    [Fact]
    public void TryCompile_ManyReferences_IsRefused() =>
        Refusal("""{"$defs":{"a":{}},"anyOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}]}""", new() { MaxReferences = 1 })
            .Code.ShouldBe(SchemaErrorCodes.LimitExceeded);

    [Fact]
    public void TryCompile_ChainOfDocuments_EndsAtTheLimit()
    {
        var options = new SchemaCompileOptions { Resolver = new EndlessResolver(), Limits = new() { MaxDocuments = 10 } };

        JsonSchema.TryCompile(JsonValue.Parse("""{"$ref":"d1"}"""), options, out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(SchemaErrorCodes.LimitExceeded);
    }

    [Fact]
    public void Compile_LongChainOfReferences_CostsNoStack()
    {
        var definitions = new JsonObjectBuilder();
        for (int i = 0; i < 4000; i++)
            definitions.Add($"d{i}", JsonValue.Parse($$"""{ "properties": { "next": { "$ref": "#/$defs/d{{i + 1}}" } } }"""));
        definitions.Add("d4000", JsonValue.True);
        var schema = JsonValue.Parse("""{"$ref":"#/$defs/d0"}""").With("$defs", definitions.Build());

        JsonSchema.Compile(schema).IsValid(JsonValue.EmptyObject).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""", "1")]
    [InlineData("""{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}""", "{}")]
    [InlineData("""{"not":{"$ref":"#"}}""", "{}")]
    [InlineData("""{"$dynamicAnchor":"x","allOf":[{"$dynamicRef":"#x"}]}""", "[]")]
    public void Validate_EndlessRecursion_EndsAtTheLimit(string schema, string instance)
    {
        var result = JsonSchema.Compile(JsonValue.Parse(schema)).Validate(JsonValue.Parse(instance));

        result.IsValid.ShouldBeFalse();
        result.IsConclusive.ShouldBeFalse();
        result.Errors.ShouldHaveSingleItem().Keyword.ShouldBe("limit");
    }

    [Fact]
    public void Validate_ExponentialSchema_EndsAtTheLimit()
    {
        var definitions = new JsonObjectBuilder();
        for (int i = 0; i < 40; i++)
            definitions.Add($"d{i}", JsonValue.Parse($$"""{"allOf":[{"$ref":"#/$defs/d{{i + 1}}"},{"$ref":"#/$defs/d{{i + 1}}"}]}"""));
        definitions.Add("d40", JsonValue.True);
        var schema = JsonSchema.Compile(JsonValue.Parse("""{"$ref":"#/$defs/d0"}""").With("$defs", definitions.Build()));

        schema.Validate(JsonValue.Null).IsConclusive.ShouldBeFalse();
    }

    [Fact]
    public void Validate_PatternThatBacktracksForLong_EndsAtTheTimeout()
    {
        var options = new SchemaCompileOptions { Limits = new() { PatternTimeout = TimeSpan.FromMilliseconds(50) } };
        var schema = JsonSchema.Compile(JsonValue.Parse("""{"pattern":"^(?=(a+)+$)a+$"}"""), options);

        var result = schema.Validate(JsonValue.From(new string('a', 40) + "!"));

        result.IsConclusive.ShouldBeFalse();
        result.Errors[0].Keyword.ShouldBe("limit");
    }

    [Fact]
    public void Validate_NestedQuantifiers_AreLinear()
    {
        var schema = JsonSchema.Compile(JsonValue.Parse("""{"pattern":"^(a+)+$"}"""));

        schema.Validate(JsonValue.From(new string('a', 20_000) + "!")).IsConclusive.ShouldBeTrue();
    }

    private static (string Code, string Pointer) Refusal(string schema, SchemaLimits? limits = null)
    {
        var options = new SchemaCompileOptions { Limits = limits ?? SchemaLimits.Default };
        JsonSchema.TryCompile(JsonValue.Parse(schema), options, out _, out var error).ShouldBeFalse();
        return (error!.Code, error.Pointer);
    }

    private sealed class EndlessResolver : ISchemaResolver
    {
        private int _count = 1;

        public bool TryResolve(string uri, out JsonValue schema)
        {
            schema = JsonValue.Parse($$"""{"$ref":"d{{++_count}}"}""");
            return true;
        }
    }
}
