using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Hosting.Actions;

namespace Workflows.Hosting.Secrets;

/// <summary>
/// Takes the values of secrets out of what an action answers: an endpoint may echo its request, and an error its address. A value is found as it
/// is, percent-encoded and in base64. Values shorter than four characters are found only where they are the whole text.
/// </summary>
public sealed class SecretMask
{
    /// <summary>What stands in the place of a value.</summary>
    public const string Mask = "[REDACTED]";

    /// <summary>The mask of a call without secrets.</summary>
    public static SecretMask None { get; } = new([]);

    /// <summary>Whether there is nothing to mask.</summary>
    public bool IsEmpty => whole.Count == 0;

    private const int MinPart = 4;
    private readonly HashSet<string> whole;
    private readonly string[] parts;

    /// <summary>A mask for the values of one call.</summary>
    public SecretMask(IEnumerable<string> values)
    {
        whole = [.. values];
        parts = [.. whole.Where(value => value.Length >= MinPart)
            .SelectMany(value => new[] { value, Uri.EscapeDataString(value), Convert.ToBase64String(Encoding.UTF8.GetBytes(value)).TrimEnd('=') })
            .Distinct().OrderByDescending(value => value.Length)];
    }

    /// <summary>An answer without the values.</summary>
    public ActionResult Apply(ActionResult result)
    {
        if (whole.Count == 0) return result;
        if (result.Failure is not { } failure) return ActionResult.Success(Apply(result.Output));
        return ActionResult.Fail(failure.Category, Apply(failure.Code), Apply(failure.Message), Apply(failure.Data));
    }

    /// <summary>A text without the values.</summary>
    public string Apply(string text)
    {
        if (whole.Contains(text)) return Mask;
        foreach (var part in parts) text = text.Replace(part, Mask, StringComparison.Ordinal);
        return text;
    }

    /// <summary>A value without the values of secrets, in texts and in names of properties.</summary>
    public JsonValue Apply(JsonValue value)
    {
        switch (value.Kind)
        {
            case JsonKind.String:
                var (before, after) = (value.GetString(), Apply(value.GetString()));
                return ReferenceEquals(before, after) || before == after ? value : JsonValue.From(after);
            case JsonKind.Array:
                var array = new JsonArrayBuilder();
                foreach (var item in value.EnumerateArray()) array.Add(Apply(item));
                return array.Build();
            case JsonKind.Object:
                var result = new JsonObjectBuilder();
                foreach (var (name, child) in value.EnumerateObject()) result.Add(Apply(name), Apply(child));
                return result.Build();
            default:
                return value;
        }
    }
}
