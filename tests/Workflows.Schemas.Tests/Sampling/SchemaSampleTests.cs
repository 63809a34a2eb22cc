using Workflows.Abstractions.Json;
using Workflows.Schemas.Sampling;

namespace Workflows.Schemas.Tests.Sampling;

public class SchemaSampleTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("""{"type":"null"}""")]
    [InlineData("""{"const":{"a":[1]}}""")]
    [InlineData("""{"enum":["a","bb","ccc"],"minLength":2}""")]
    [InlineData("""{"type":"string","minLength":200,"maxLength":210}""")]
    [InlineData("""{"type":"string","maxLength":3}""")]
    [InlineData("""{"type":"string","pattern":"^[A-Z]{3}-\\d{4}(?:-[a-f]+)?$"}""")]
    [InlineData("""{"type":"string","pattern":"^(?=.*\\d)[a-z0-9]{8}$"}""")]
    [InlineData("""{"type":"string","pattern":"^\\p{L}+ (one|two)$"}""")]
    [InlineData("""{"type":"string","format":"uuid"}""")]
    [InlineData("""{"type":"string","format":"date-time"}""")]
    [InlineData("""{"type":"string","format":"email"}""")]
    [InlineData("""{"type":"string","format":"ipv6"}""")]
    [InlineData("""{"type":"string","format":"duration"}""")]
    [InlineData("""{"type":"string","format":"uri-template"}""")]
    [InlineData("""{"type":"integer","minimum":1000000,"multipleOf":7}""")]
    [InlineData("""{"type":"integer","exclusiveMinimum":4,"exclusiveMaximum":6}""")]
    [InlineData("""{"type":"number","minimum":0.1,"maximum":0.2}""")]
    [InlineData("""{"type":"number","maximum":-50}""")]
    [InlineData("""{"type":"number","multipleOf":0.25}""")]
    [InlineData("""{"type":"array","minItems":5,"uniqueItems":true,"items":{"type":"integer"}}""")]
    [InlineData("""{"prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}""")]
    [InlineData("""{"type":"array","contains":{"const":"x"},"minContains":2,"maxContains":2,"items":{"type":"string"}}""")]
    [InlineData("""{"type":"object","minProperties":4}""")]
    [InlineData("""{"type":"object","maxProperties":1,"properties":{"a":{},"b":{},"c":{}},"required":["b"]}""")]
    [InlineData("""{"patternProperties":{"^x-[a-z]{3}$":{"type":"integer"}},"additionalProperties":false,"minProperties":2}""")]
    [InlineData("""{"propertyNames":{"enum":["red","green"]},"additionalProperties":{"type":"boolean"},"minProperties":1}""")]
    [InlineData("""{"properties":{"a":{"type":"string"}},"required":["a","b"],"dependentRequired":{"a":["c"]}}""")]
    [InlineData("""{"properties":{"a":false,"b":{"type":"integer"}},"required":["b"]}""")]
    [InlineData("""{"oneOf":[{"type":"integer","multipleOf":3},{"type":"integer","multipleOf":5}]}""")]
    [InlineData("""{"anyOf":[false,{"type":"string"}]}""")]
    [InlineData("""{"allOf":[{"type":["string","integer"]},{"type":["integer","null"]}],"minimum":50}""")]
    [InlineData("""{"properties":{"kind":{"enum":["card","cash"]}},"required":["kind"],"if":{"properties":{"kind":{"const":"card"}}},"then":{"properties":{"number":{"type":"string"}},"required":["number"]}}""")]
    [InlineData("""{"$ref":"#/$defs/tree","$defs":{"tree":{"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/tree"}}},"required":["name"]}}}""")]
    [InlineData("""{"properties":{"id":true},"required":["id"],"unevaluatedProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"not":{"type":"null"}}},"required":["a"]}""")]
    public void Generate_AnySchema_GivesValidSamplesThatTheSeedDecides(string text)
    {
        var schema = JsonSchema.Compile(JsonValue.Parse(text));
        for (int seed = -3; seed < 30; seed++)
        {
            var sample = SchemaSample.Generate(schema, seed);

            schema.Validate(sample).Errors.ShouldBeEmpty(sample.ToString());
            SchemaSample.Generate(schema, seed).ToString().ShouldBe(sample.ToString());
        }
    }

    [Fact]
    public void Generate_NamedFields_LooksLikeWhatTheNamesSay()
    {
        var sample = SchemaSample.Generate(
            Compile("""
                { "type": "object", "properties": {
                  "email": { "type": "string" }, "firstName": { "type": "string" }, "amount": { "type": "number" },
                  "ticketId": { "type": "string" }, "createdAt": { "type": "string" }, "phoneNumber": { "type": "string" },
                  "itemCount": { "type": "number" }, "currency": { "type": "string" } } }
                """),
            seed: 7,
            new SampleOptions { OptionalFieldPercent = 100 });

        sample["email"].GetString().ShouldMatch(@"^[a-z]+\.[a-z]+@example\.com$");
        sample["firstName"].GetString().ShouldMatch("^[A-Z][a-z]+$");
        sample["amount"].GetDouble().ShouldBeInRange(10, 2500);
        sample["ticketId"].GetString().ShouldMatch(@"^ticket-\d{4}$");
        DateTimeOffset.TryParse(sample["createdAt"].GetString(), out _).ShouldBeTrue();
        sample["phoneNumber"].GetString().ShouldStartWith("+");
        sample["itemCount"].TryGetInt64(out _).ShouldBeTrue();
        sample["currency"].GetString().Length.ShouldBe(3);
    }

    [Fact]
    public void Generate_ExamplesAndDefaults_AreUsedWhenTheyAreValid()
    {
        SchemaSample.Generate(Compile("""{"type":"string","examples":[1,"from the author"]}"""), 1)
            .GetString().ShouldBe("from the author");
        Enumerable.Range(0, 20)
            .Select(seed => SchemaSample.Generate(Compile("""{"type":"string","default":"usual"}"""), seed).GetString())
            .ShouldContain("usual");
    }

    [Fact]
    public void Generate_OptionalFieldPercent_DecidesWhatIsThere()
    {
        var schema = Compile("""{"type":"object","properties":{"a":{},"b":{},"c":{}},"required":["a"]}""");

        SchemaSample.Generate(schema, 1, new() { OptionalFieldPercent = 0 }).Count.ShouldBe(1);
        SchemaSample.Generate(schema, 1, new() { OptionalFieldPercent = 100 }).Count.ShouldBe(3);
    }

    [Fact]
    public void Generate_OneFieldMore_LeavesTheOthersAsTheyAre()
    {
        var before = SchemaSample.Generate(Compile("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"""), 5);
        var after = SchemaSample.Generate(
            Compile("""{"type":"object","properties":{"z":{"type":"integer"},"a":{"type":"string"}},"required":["a","z"]}"""), 5);

        after["a"].ShouldBe(before["a"]);
    }

    [Fact]
    public void TryGenerate_EndlessRequiredFields_ComesToAnEnd()
    {
        string[] names = [.. "abcdefghij".Select(letter => letter.ToString())];
        string properties = string.Join(',', names.Select(name => $$"""
            "{{name}}": { "$ref": "#" }
            """));
        string required = string.Join(',', names.Select(name => $"\"{name}\""));

        SchemaSample.TryGenerate(Compile("{\"type\":\"object\",\"properties\":{" + properties + "},\"required\":[" + required + "]}"), 1, null, out _)
            .ShouldBeFalse();
    }

    [Fact]
    public void TryGenerate_NothingIsValid_SaysSo()
    {
        SchemaSample.TryGenerate(Compile("false"), 1, null, out _).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => SchemaSample.Generate(Compile("""{"type":"string","enum":[1]}"""), 1));
    }

    private static JsonSchema Compile(string schema) => JsonSchema.Compile(JsonValue.Parse(schema));
}
