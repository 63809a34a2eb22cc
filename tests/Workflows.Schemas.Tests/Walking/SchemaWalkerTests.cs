using Workflows.Abstractions.Json;
using Workflows.Schemas.Walking;

namespace Workflows.Schemas.Tests.Walking;

public class SchemaWalkerTests
{
    private static readonly JsonSchema Order = Compile("""
        {
          "type": "object",
          "properties": {
            "id": { "type": "string", "format": "uuid", "description": "Number of the order." },
            "buyer": { "$ref": "#/$defs/person" },
            "lines": { "type": "array", "items": { "properties": { "price": { "type": "number", "default": 0 } }, "required": ["price"] } },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "status": { "enum": ["open", "paid"] },
            "odd name": { "type": ["integer", "null"] }
          },
          "required": ["id", "buyer", "lines"],
          "allOf": [{ "properties": { "id": { "minLength": 36 }, "note": { "type": "string" } }, "required": ["note"] }],
          "$defs": { "person": { "type": "object", "properties": { "name": { "type": "string" }, "age": { "type": "integer" } }, "required": ["name"] } }
        }
        """);

    [Fact]
    public void Walk_Schema_ListsFieldsThroughReferencesArraysAndMaps() =>
        SchemaWalker.Walk(Order).Select(field => field.Path).ShouldBe(
        [
            "id", "buyer", "buyer.name", "buyer.age", "lines", "lines[]", "lines[].price", "labels", "labels.*", "status",
            "`odd name`", "note",
        ]);

    [Fact]
    public void RequiredPaths_NestedObjects_AreThoseThatEveryInstanceHas() =>
        SchemaWalker.RequiredPaths(Order).ShouldBe(["id", "buyer", "buyer.name", "lines", "note"]);

    [Fact]
    public void Walk_Field_TellsWhatTheSchemaSays()
    {
        var id = SchemaWalker.Walk(Order)[0];

        id.Types.ShouldBe(["string"]);
        id.Format.ShouldBe("uuid");
        id.Description.ShouldBe("Number of the order.");
        Find("status").Values.Select(value => value.GetString()).ShouldBe(["open", "paid"]);
        Find("status").Types.ShouldBe(["string"]);
        Find("lines[].price").Default.ShouldBe(JsonValue.From(0));
        Find("lines[].price").IsRequired.ShouldBeTrue();
        Find("lines[].price").IsAlwaysPresent.ShouldBeFalse();
        Find("`odd name`").Types.ShouldBe(["integer", "null"]);
    }

    [Fact]
    public void Walk_Alternatives_GivesTheFieldsOfAll()
    {
        var schema = Compile("""
            { "oneOf": [
              { "properties": { "kind": { "const": "card" }, "number": { "type": "string" } }, "required": ["kind", "number"] },
              { "properties": { "kind": { "const": "cash" } }, "required": ["kind"] } ] }
            """);

        SchemaWalker.Walk(schema).Select(field => (field.Path, field.IsRequired)).ShouldBe([("kind", true), ("number", false)]);
    }

    [Fact]
    public void Walk_AlternativesInsideAlternatives_GivesTheFieldsOfAll()
    {
        var schema = Compile("""
            { "anyOf": [
              { "required": ["id"], "properties": { "id": {} }, "oneOf": [{ "properties": { "deep": { "type": "string" } } }, {}] },
              { "required": ["id"], "properties": { "id": {} } } ] }
            """);

        SchemaWalker.Walk(schema).Select(field => (field.Path, field.IsRequired)).ShouldBe([("id", true), ("deep", false)]);
    }

    [Fact]
    public void Walk_AlternativesThatReferToEachOther_ComesToAnEnd()
    {
        var schema = Compile("""
            { "$ref": "#/$defs/a", "$defs": {
              "a": { "anyOf": [{ "$ref": "#/$defs/b" }, { "properties": { "x": {} } }] },
              "b": { "anyOf": [{ "$ref": "#/$defs/a" }, { "properties": { "y": {} } }] } } }
            """);

        SchemaWalker.Walk(schema).Select(field => field.Path).Order().ShouldBe(["x", "y"]);
    }

    [Fact]
    public void Walk_NullableByAnyOf_HasBothTypes()
    {
        var schema = Compile("""{ "properties": { "due": { "anyOf": [{ "type": "string" }, { "type": "null" }] } } }""");

        SchemaWalker.Walk(schema)[0].Types.ShouldBe(["string", "null"]);
    }

    [Fact]
    public void Walk_RecursiveSchema_EndsWhereItRepeatsItself()
    {
        var schema = Compile("""{ "properties": { "name": {}, "children": { "items": { "$ref": "#" } } } }""");

        var fields = SchemaWalker.Walk(schema);

        fields.Select(field => field.Path).ShouldBe(["name", "children", "children[]"]);
        fields[^1].IsCut.ShouldBeTrue();
    }

    [Fact]
    public void Walk_Limits_Hold()
    {
        var schema = Compile("""{ "properties": { "a": { "properties": { "b": { "properties": { "c": {} } } } }, "d": {} } }""");

        SchemaWalker.Walk(schema, new() { MaxDepth = 2 }).Select(field => field.Path).ShouldBe(["a", "a.b", "d"]);
        SchemaWalker.Walk(schema, new() { MaxFields = 2 }).Count.ShouldBe(2);
    }

    [Fact]
    public void Find_Steps_GivesTheFieldOrNull()
    {
        SchemaWalker.Find(Order, "buyer", "name")!.IsAlwaysPresent.ShouldBeTrue();
        SchemaWalker.Find(Order, "lines", "[]", "price")!.Types.ShouldBe(["number"]);
        SchemaWalker.Find(Order, "labels", "anything")!.Types.ShouldBe(["string"]);
        SchemaWalker.Find(Order, "buyer", "email").ShouldBeNull();
    }

    private static SchemaField Find(string path) => SchemaWalker.Walk(Order).Single(field => field.Path == path);

    private static JsonSchema Compile(string schema) => JsonSchema.Compile(JsonValue.Parse(schema));
}
