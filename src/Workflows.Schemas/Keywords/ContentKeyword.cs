using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>contentEncoding</c> and <c>contentMediaType</c> of draft-07 (validation §8), where they are asserted.</summary>
internal sealed class ContentKeyword(KeywordContext context) : AssertionKeyword(context)
{
    private readonly bool _isBase64 = IsBase64(context);
    private readonly bool _isJson = IsJson(context);

    /// <summary>One keyword for both; null when nothing is to be asserted.</summary>
    public static Keyword? WhenAsserted(KeywordContext context)
    {
        bool isSecond = context.Name == "contentMediaType" && IsBase64(context);
        return context.Options.AssertFormats && !isSecond && (IsBase64(context) || IsJson(context))
            ? new ContentKeyword(context)
            : null;
    }

    protected override bool Holds(JsonValue instance)
    {
        if (instance.Kind != JsonKind.String)
            return true;
        byte[]? content = _isBase64 ? Decode(instance.GetString()) : Encoding.UTF8.GetBytes(instance.GetString());
        return content is not null && (!_isJson || JsonValue.TryParse(content, null, out _, out _));
    }

    protected override Complaint Describe(JsonValue instance) => new(
        (_isBase64, _isJson) switch
        {
            (true, true) => "JSON in base64",
            (true, false) => "base64",
            _ => "JSON text",
        },
        JsonExcerpt.Of(instance));

    private static bool IsBase64(KeywordContext context) => context.Sibling("contentEncoding").IsString("base64");

    private static bool IsJson(KeywordContext context) => context.Sibling("contentMediaType").IsString("application/json");

    private static byte[]? Decode(string text)
    {
        byte[] buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out int length) ? buffer[..length] : null;
    }
}
