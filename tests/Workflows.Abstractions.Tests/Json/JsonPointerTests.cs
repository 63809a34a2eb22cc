using Workflows.Abstractions.Json;

namespace Workflows.Abstractions.Tests.Json;

public sealed class JsonPointerTests
{
    private static readonly JsonValue Document = JsonValue.Parse("""{"a/b":{"m~n":[10,{"":1}]},"0":"zero"}""");

    [Theory]
    [InlineData("/a~1b/m~0n/0", "10")]
    [InlineData("/a~1b/m~0n/1/", "1")]
    [InlineData("/0", "\"zero\"")]
    [InlineData("/a~1b/m~0n/00", "")]
    [InlineData("/a~1b/m~0n/9", "")]
    [InlineData("/a~1b/m~0n/-", "")]
    [InlineData("/x/y", "")]
    public void Resolve_Pointer_FindsThePart(string pointer, string expected) =>
        JsonPointer.Parse(pointer).Resolve(Document).ToString().ShouldBe(expected);

    [Fact]
    public void Resolve_Root_IsTheDocument() => JsonPointer.Root.Resolve(Document).ShouldBe(Document);

    [Theory]
    [InlineData("a")]
    [InlineData("/a~2")]
    [InlineData("/a~")]
    public void Parse_WrongText_IsRefused(string text) => Should.Throw<FormatException>(() => JsonPointer.Parse(text));

    [Fact]
    public void Append_NamesAndIndices_AreEscaped() =>
        JsonPointer.Root.Append("a/b").Append("m~n").Append(1).ToString().ShouldBe("/a~1b/m~0n/1");
}
