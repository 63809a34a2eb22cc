using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Tests.Compilation;

public class SchemaReferenceTests
{
    [Fact]
    public void Compile_RefByName_AsksTheResolverForItsUri()
    {
        var resolver = new TestResolver(("schema:///payload.Address.v1", """{"required":["city"]}"""));
        var options = new SchemaCompileOptions { Resolver = resolver };

        var schema = JsonSchema.Compile(
            JsonValue.Parse("""{"$id":"schema:///payload.Order.v1","properties":{"to":{"$ref":"payload.Address.v1"}}}"""), options);

        resolver.Asked.ShouldBe(["schema:///payload.Address.v1"]);
        schema.IsValid(JsonValue.Parse("""{"to":{"city":"Lyon"}}""")).ShouldBeTrue();
        schema.IsValid(JsonValue.Parse("""{"to":{}}""")).ShouldBeFalse();
    }

    [Fact]
    public void Compile_DocumentReferredToTwice_IsLoadedOnce()
    {
        var resolver = new TestResolver(("schema:///a", "true"));

        JsonSchema.Compile(JsonValue.Parse("""{"allOf":[{"$ref":"a"},{"$ref":"a#"}]}"""), new() { Resolver = resolver });

        resolver.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public void Compile_MetaSchema_NeedsNoResolver()
    {
        var schema = JsonSchema.Compile(JsonValue.Parse($$"""{"$ref":"{{SchemaDialect.Draft202012}}"}"""));

        schema.IsValid(JsonValue.Parse("""{"type":["string","null"],"items":{"minLength":3}}""")).ShouldBeTrue();
        schema.IsValid(JsonValue.Parse("""{"items":{"minLength":-3}}""")).ShouldBeFalse();
    }

    [Fact]
    public void Compile_MetaSchemaOfDraft07_IsBuiltIn()
    {
        var schema = JsonSchema.Compile(JsonValue.Parse($$"""{"$ref":"{{SchemaDialect.Draft07}}#"}"""));

        schema.IsValid(JsonValue.Parse("""{"items":[{"type":"string"}]}""")).ShouldBeTrue();
        schema.IsValid(JsonValue.Parse("""{"required":"a"}""")).ShouldBeFalse();
    }

    [Fact]
    public void Compile_SchemaNamesDraft07_IsReadAsDraft07()
    {
        var schema = JsonSchema.Compile(JsonValue.Parse(
            """{"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"string"}]}"""));

        schema.Dialect.ShouldBe(SchemaDialect.Draft07);
        schema.IsValid(JsonValue.Parse("[1]")).ShouldBeFalse();
    }

    [Fact]
    public void Compile_FormatsAsAnnotations_DoesNotAssertThem()
    {
        var schema = JsonValue.Parse("""{"format":"email"}""");

        JsonSchema.Compile(schema, new() { AssertFormats = false }).IsValid(JsonValue.From("nobody")).ShouldBeTrue();
        JsonSchema.Compile(schema).IsValid(JsonValue.From("nobody")).ShouldBeFalse();
    }

    [Fact]
    public void Compile_SchemaThatExtendsARecursiveOne_AppliesToEveryLevel()
    {
        var resolver = new TestResolver(("https://shop.example/category", """
            { "$id": "https://shop.example/category", "$dynamicAnchor": "category", "type": "object",
              "properties": { "name": true, "parts": { "type": "array", "items": { "$dynamicRef": "#category" } } } }
            """));
        var strict = JsonSchema.Compile(
            JsonValue.Parse("""
                { "$id": "https://shop.example/strict", "$dynamicAnchor": "category", "$ref": "category", "unevaluatedProperties": false }
                """),
            new() { Resolver = resolver });

        strict.IsValid(JsonValue.Parse("""{"parts":[{"name":"a","parts":[{"name":"b"}]}]}""")).ShouldBeTrue();
        strict.Validate(JsonValue.Parse("""{"parts":[{"parts":[{"nmae":"b"}]}]}""")).Errors.ShouldHaveSingleItem()
            .InstancePointer.ShouldBe("/parts/0/parts/0/nmae");
    }

    [Fact]
    public void Compile_DialectWithoutValidation_IgnoresItsKeywords()
    {
        var resolver = new TestResolver(("https://dialect.example/loose", """
            { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://dialect.example/loose",
              "$vocabulary": { "https://json-schema.org/draft/2020-12/vocab/core": true,
                               "https://json-schema.org/draft/2020-12/vocab/applicator": true } }
            """));
        var schema = JsonSchema.Compile(
            JsonValue.Parse("""{"$schema":"https://dialect.example/loose","properties":{"n":{"minimum":10},"no":false}}"""),
            new() { Resolver = resolver });

        schema.IsValid(JsonValue.Parse("""{"n":1}""")).ShouldBeTrue();
        schema.IsValid(JsonValue.Parse("""{"no":1}""")).ShouldBeFalse();
    }

    [Fact]
    public void Compile_RefIntoAnAnnotation_ReadsItAsASchema()
    {
        var schema = JsonSchema.Compile(JsonValue.Parse("""{"$id":"/base","examples":[{"type":"string"}],"$ref":"#/examples/0"}"""));

        schema.IsValid(JsonValue.From("a")).ShouldBeTrue();
        schema.IsValid(JsonValue.From(1)).ShouldBeFalse();
    }

    [Fact]
    public void Compile_DynamicRefByPointer_IsAPlainReference()
    {
        var schema = JsonSchema.Compile(JsonValue.Parse(
            """{"$defs":{"no":false},"properties":{"a":{"$dynamicRef":"#/$defs/no"}}}"""));

        schema.IsValid(JsonValue.Parse("""{"a":1}""")).ShouldBeFalse();
        schema.IsValid(JsonValue.EmptyObject).ShouldBeTrue();
    }
}
