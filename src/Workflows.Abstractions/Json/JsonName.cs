using System.Text;
using Workflows.Abstractions.Json.Tape;

namespace Workflows.Abstractions.Json;

/// <summary>A property name that is looked up again and again.</summary>
internal sealed class JsonName(string text)
{
    public string Text { get; } = text;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(text);

    public int Hash { get; } = NameHash.Of(Encoding.UTF8.GetBytes(text));
}
