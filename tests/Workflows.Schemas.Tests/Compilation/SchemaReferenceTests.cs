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
}
