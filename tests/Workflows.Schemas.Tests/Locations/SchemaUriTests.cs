using Workflows.Schemas.Locations;

namespace Workflows.Schemas.Tests.Locations;

public class SchemaUriTests
{
    [Theory]
    [InlineData("http://a.example/b/c/d?q", "x", "http://a.example/b/c/x")]
    [InlineData("http://a.example/b/c/d?q", "../x", "http://a.example/b/x")]
    [InlineData("http://a.example/b/c/d?q", "../../../x", "http://a.example/x")]
    [InlineData("http://a.example/b/c/d?q", "./", "http://a.example/b/c/")]
    [InlineData("http://a.example/b/c/d?q", "..", "http://a.example/b/")]
    [InlineData("http://a.example/b/c/d?q", "/x/./y", "http://a.example/x/y")]
    [InlineData("http://a.example/b/c/d?q", "//o.example/x", "http://o.example/x")]
    [InlineData("http://a.example/b/c/d?q", "?y", "http://a.example/b/c/d?y")]
    [InlineData("http://a.example/b/c/d?q", "#f", "http://a.example/b/c/d?q#f")]
    [InlineData("http://a.example", "x", "http://a.example/x")]
    [InlineData("schema:///", "payload.A.v1", "schema:///payload.A.v1")]
    [InlineData("urn:example:one", "#/$defs/a", "urn:example:one#/$defs/a")]
    [InlineData("urn:example:one", "urn:example:two", "urn:example:two")]
    public void Resolve_Reference_FollowsRfc3986(string baseUri, string reference, string expected) =>
        SchemaUri.Parse(baseUri).Resolve(SchemaUri.Parse(reference)).ToString().ShouldBe(expected);
}
