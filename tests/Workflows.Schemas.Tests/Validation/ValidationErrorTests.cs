using System.Text;
using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Tests.Validation;

public class ValidationErrorTests
{
    private const string Order = """
        {
          "type": "object",
          "properties": {
            "id": { "type": "string" },
            "lines": { "type": "array", "items": { "$ref": "#/$defs/line" } },
            "a/b": { "maximum": 5 }
          },
          "required": ["id", "lines"],
          "additionalProperties": false,
          "$defs": { "line": { "properties": { "qty": { "type": "integer", "minimum": 1 } }, "required": ["sku"] } }
        }
        """;

    [Fact]
    public void Validate_SeveralErrors_ReportsEachWithBothPointers()
    {
        var errors = Validate(Order, """{"lines":[{"sku":"A","qty":0},{"qty":"two"}],"a/b":6,"x":1}""").Errors;

        errors.Select(error => (error.InstancePointer, error.SchemaPointer, error.Keyword)).ShouldBe(
        [
            ("/id", "/required", "required"),
            ("/lines/0/qty", "/$defs/line/properties/qty/minimum", "minimum"),
            ("/lines/1/sku", "/$defs/line/required", "required"),
            ("/lines/1/qty", "/$defs/line/properties/qty/type", "type"),
            ("/a~1b", "/properties/a~1b/maximum", "maximum"),
            ("/x", "/additionalProperties", "additionalProperties"),
        ]);
    }

    [Fact]
    public void Validate_Error_SaysWhatWasExpectedAndWhatIsThere()
    {
        var error = Validate(Order, """{"id":17,"lines":[]}""").Errors.ShouldHaveSingleItem();

        error.Expected.ShouldBe("string");
        error.Actual.ShouldBe("integer 17");
        error.Message.ShouldBe("/id should be string, but is integer 17.");
    }

    [Fact]
    public void Validate_FirstError_StopsThere() =>
        Validate(Order, "{}", SchemaValidationOptions.FirstError).Errors.ShouldHaveSingleItem().InstancePointer.ShouldBe("/id");

    [Fact]
    public void Validate_ManyErrors_ReportsNoMoreThanAsked()
    {
        string items = string.Join(',', Enumerable.Repeat("{}", 500));

        Validate(Order, $$"""{"id":"1","lines":[{{items}}]}""").Errors.Count.ShouldBe(100);
    }

    [Fact]
    public void Validate_NoAlternativeHolds_TellsWhatTheClosestMisses()
    {
        const string schema = """
            { "oneOf": [
              { "type": "string" },
              { "properties": { "kind": { "const": "card" }, "number": { "type": "string" } }, "required": ["kind"] } ] }
            """;

        var errors = Validate(schema, """{"kind":"card","number":4}""").Errors;

        errors.Select(error => (error.InstancePointer, error.Keyword)).ShouldBe([("", "oneOf"), ("/number", "type")]);
    }

    [Fact]
    public void Validate_SeveralAlternativesHold_NamesThem() =>
        Validate("""{"oneOf":[{"type":"null"},{"minimum":1},{"minimum":2}]}""", "5").Errors.ShouldHaveSingleItem()
            .Actual.ShouldBe("valid under #1 and #2");

    [Fact]
    public void Validate_ErrorBehindAReference_NamesTheOtherDocument()
    {
        var resolver = new TestResolver(("schema:///money", """{"minimum":0}"""));
        var schema = JsonSchema.Compile(JsonValue.Parse("""{"$ref":"money"}"""), new() { Resolver = resolver });

        schema.Validate(JsonValue.From(-1)).Errors.ShouldHaveSingleItem().SchemaPointer.ShouldBe("schema:///money#/minimum");
    }

    [Fact]
    public void Validate_BrokenText_IsOneErrorWithItsPosition()
    {
        var result = JsonSchema.Compile(JsonValue.True).Validate(Encoding.UTF8.GetBytes("""{"a":}"""));

        result.IsConclusive.ShouldBeFalse();
        result.Errors.ShouldHaveSingleItem().Keyword.ShouldBe("json");
        result.Errors[0].Actual.ShouldStartWith("broken at byte 5");
    }

    [Fact]
    public void Validate_NoValue_IsInvalidUnderEverySchema() =>
        JsonSchema.Compile(JsonValue.True).Validate(JsonValue.Missing).Errors.ShouldHaveSingleItem().Actual.ShouldBe("missing");

    [Fact]
    public void Validate_LongValues_AreCutInErrors()
    {
        var error = Validate("""{"const":1}""", $"\"{new string('é', 500)}\"").Errors.ShouldHaveSingleItem();

        error.Actual.Length.ShouldBeLessThan(70);
    }

    [Fact]
    public void Validate_OneSchemaOnManyThreads_GivesTheSameAnswers()
    {
        var schema = JsonSchema.Compile(JsonValue.Parse(Order));
        var good = JsonValue.Parse("""{"id":"1","lines":[{"sku":"A","qty":2}]}""");
        var bad = JsonValue.Parse("""{"id":"1","lines":[{"qty":2}]}""");

        Parallel.For(0, 2000, i =>
        {
            schema.Validate(good).IsValid.ShouldBeTrue();
            schema.Validate(bad).Errors.Count.ShouldBe(1);
        });
    }

    [Fact]
    public void Validate_ValidInstance_AllocatesNextToNothing()
    {
        var schema = JsonSchema.Compile(JsonValue.Parse(Order));
        var instance = JsonValue.Parse("""{"id":"1","lines":[{"sku":"A","qty":2}],"a/b":4}""");
        schema.Validate(instance);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            schema.Validate(instance);

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 100).ShouldBeLessThan(100);
    }

    private static SchemaValidationResult Validate(string schema, string instance, SchemaValidationOptions? options = null) =>
        JsonSchema.Compile(JsonValue.Parse(schema)).Validate(Encoding.UTF8.GetBytes(instance), options);
}
