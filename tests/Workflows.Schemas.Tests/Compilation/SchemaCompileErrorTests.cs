using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Tests.Compilation;

public class SchemaCompileErrorTests
{
    [Theory]
    [InlineData("7", SchemaErrorCodes.NotASchema, "")]
    [InlineData("""{"properties":{"a":"string"}}""", SchemaErrorCodes.NotASchema, "/properties/a")]
    [InlineData("""{"properties":{"a":{"minLength":-1}}}""", SchemaErrorCodes.InvalidKeyword, "/properties/a/minLength")]
    [InlineData("""{"minLength":"5"}""", SchemaErrorCodes.InvalidKeyword, "/minLength")]
    [InlineData("""{"type":"text"}""", SchemaErrorCodes.InvalidKeyword, "/type")]
    [InlineData("""{"type":7}""", SchemaErrorCodes.InvalidKeyword, "/type")]
    [InlineData("""{"enum":"a"}""", SchemaErrorCodes.InvalidKeyword, "/enum")]
    [InlineData("""{"required":"a"}""", SchemaErrorCodes.InvalidKeyword, "/required")]
    [InlineData("""{"required":[1]}""", SchemaErrorCodes.InvalidKeyword, "/required")]
    [InlineData("""{"multipleOf":0}""", SchemaErrorCodes.InvalidKeyword, "/multipleOf")]
    [InlineData("""{"maximum":"9"}""", SchemaErrorCodes.InvalidKeyword, "/maximum")]
    [InlineData("""{"allOf":[]}""", SchemaErrorCodes.InvalidKeyword, "/allOf")]
    [InlineData("""{"uniqueItems":1}""", SchemaErrorCodes.InvalidKeyword, "/uniqueItems")]
    [InlineData("""{"format":3}""", SchemaErrorCodes.InvalidKeyword, "/format")]
    [InlineData("""{"$schema":3}""", SchemaErrorCodes.InvalidKeyword, "/$schema")]
    [InlineData("""{"dependentRequired":{"a":"b"}}""", SchemaErrorCodes.InvalidKeyword, "/dependentRequired/a")]
    [InlineData("""{"contains":true,"minContains":-1}""", SchemaErrorCodes.InvalidKeyword, "/minContains")]
    [InlineData("""{"items":{"pattern":"(a"}}""", SchemaErrorCodes.InvalidPattern, "/items/pattern")]
    [InlineData("""{"patternProperties":{"a/b[":true}}""", SchemaErrorCodes.InvalidPattern, "/patternProperties/a~1b[")]
    [InlineData("""{"$id":5}""", SchemaErrorCodes.InvalidIdentifier, "/$id")]
    [InlineData("""{"$id":"https://a.example/x#y"}""", SchemaErrorCodes.InvalidIdentifier, "/$id")]
    [InlineData("""{"$anchor":"1st"}""", SchemaErrorCodes.InvalidIdentifier, "/$anchor")]
    [InlineData("""{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}""", SchemaErrorCodes.InvalidIdentifier, "/$defs/b")]
    [InlineData("""{"$defs":{"a":{"$id":"x"},"b":{"$id":"x","type":"null"}}}""", SchemaErrorCodes.InvalidIdentifier, "/$defs/b")]
    [InlineData("""{"items":{"$ref":"#/$defs/none"}}""", SchemaErrorCodes.UnresolvedReference, "/items/$ref")]
    [InlineData("""{"$ref":"payload.Unknown.v1"}""", SchemaErrorCodes.UnresolvedReference, "/$ref")]
    [InlineData("""{"$ref":"#nowhere"}""", SchemaErrorCodes.UnresolvedReference, "/$ref")]
    [InlineData("""{"$schema":"https://dialect.example/own"}""", SchemaErrorCodes.UnknownDialect, "/$schema")]
    public void TryCompile_WrongSchema_NamesCodeAndPlace(string schema, string code, string pointer)
    {
        JsonSchema.TryCompile(JsonValue.Parse(schema), null, out var compiled, out var error).ShouldBeFalse();

        compiled.ShouldBeNull();
        error!.Code.ShouldBe(code);
        error.Pointer.ShouldBe(pointer);
        error.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void Compile_WrongSchema_ThrowsTheSameError()
    {
        var thrown = Should.Throw<SchemaCompileException>(() => JsonSchema.Compile(JsonValue.Parse("""{"type":"text"}""")));

        thrown.Error.ShouldBe(new SchemaCompileError(SchemaErrorCodes.InvalidKeyword, "/type", "'type' knows no type 'text'."));
    }

    [Fact]
    public void TryCompile_ErrorInReferredDocument_NamesThatDocument()
    {
        var options = new SchemaCompileOptions { Resolver = new TestResolver(("schema:///part", """{"$defs":{"x":{"type":[]},"y":{"type":1}}}""")) };

        JsonSchema.TryCompile(JsonValue.Parse("""{"$ref":"part#/$defs/y"}"""), options, out _, out var error).ShouldBeFalse();

        error!.Pointer.ShouldBe("schema:///part#/$defs/y/type");
    }

    [Fact]
    public void TryCompile_RequiredUnknownVocabulary_IsRefused()
    {
        var options = new SchemaCompileOptions
        {
            Resolver = new TestResolver(("https://dialect.example/own", """{"$vocabulary":{"https://dialect.example/money":true}}""")),
        };

        JsonSchema.TryCompile(JsonValue.Parse("""{"$schema":"https://dialect.example/own"}"""), options, out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(SchemaErrorCodes.UnknownVocabulary);
    }

    [Fact]
    public void TryCompile_DialectThatDescribesItself_IsRefused()
    {
        var options = new SchemaCompileOptions
        {
            Resolver = new TestResolver(("https://dialect.example/own", """{"$schema":"https://dialect.example/own"}""")),
        };

        JsonSchema.TryCompile(JsonValue.Parse("""{"$schema":"https://dialect.example/own"}"""), options, out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(SchemaErrorCodes.UnknownDialect);
    }
}
