using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workflows.ClientApi.Tests.Contract;

/// <summary>Writes answers down as the examples of the OpenAPI document: shortened lists, no credentials, nothing of the machine.</summary>
internal static partial class AnswerBook
{
    private const int MostItems = 2;
    private const int MostDepth = 8;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, IndentSize = 1, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(string path, IReadOnlyDictionary<(string Operation, int Status), Answer> answers)
    {
        var book = new JsonObject();
        foreach (var ((operation, status), answer) in answers.OrderBy(pair => pair.Key.Operation, StringComparer.Ordinal).ThenBy(pair => pair.Key.Status))
            if (!answer.Body.IsMissing)
                book[$"{operation} {status}"] = Shorten(JsonNode.Parse(answer.Text), 0);
        await File.WriteAllTextAsync(path, book.ToJsonString(Readable) + "\n");
    }

    private static JsonNode? Shorten(JsonNode? node, int depth) => node switch
    {
        JsonArray list => new JsonArray([.. list.Take(MostItems).Select(item => Shorten(item, depth + 1))]),
        JsonObject when depth >= MostDepth => new JsonObject(),
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Shorten(pair.Value, depth + 1)))),
        JsonValue value when value.TryGetValue<string>(out var text) => Key().Replace(text, "wfk_…"),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex("wfk_[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();
}
