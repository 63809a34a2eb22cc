using Workflows.Abstractions.Json;
using Workflows.ClientApi.Problems;
using Workflows.Hosting;

namespace Workflows.ClientApi.Requests;

/// <summary>Reads a request body that is an object with known keys, and remembers the first thing that is wrong.</summary>
internal sealed class ObjectReader
{
    private readonly JsonValue body;

    /// <summary>Opens a body.</summary>
    /// <param name="body">The body; anything but an object is a problem.</param>
    /// <param name="keys">The keys that it may have.</param>
    public ObjectReader(JsonValue body, params string[] keys)
    {
        this.body = body;
        if (body.Kind != JsonKind.Object)
        {
            Problem = GatewayProblems.WrongType("", "an object");
            return;
        }

        foreach (var (name, _) in body.EnumerateObject())
            if (!keys.Contains(name)) Refuse(GatewayProblems.UnknownKey(JsonPointer.Root.Append(name).ToString(), keys));
    }

    /// <summary>What is wrong; null when nothing is.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string name) => Text(name) ?? Missing(name);

    /// <summary>A text; null when the key is absent or null.</summary>
    public string? Text(string name)
    {
        var value = body[name];
        if (value.IsMissingOrNull) return null;
        if (value.Kind == JsonKind.String) return value.GetString();
        Refuse(GatewayProblems.WrongType(name, "a string"));
        return null;
    }

    /// <summary>A positive whole number; null when the key is absent or null.</summary>
    public int? PositiveNumber(string name)
    {
        var value = body[name];
        if (value.IsMissingOrNull) return null;
        if (value.Kind == JsonKind.Number && value.TryGetInt64(out var number) && number is > 0 and <= int.MaxValue) return (int)number;
        Refuse(GatewayProblems.WrongType(name, "a positive whole number"));
        return null;
    }

    /// <summary>True or false; null when the key is absent.</summary>
    public bool? Flag(string name)
    {
        var value = body[name];
        if (value.IsMissing) return null;
        if (value.Kind == JsonKind.Boolean) return value.GetBoolean();
        Refuse(GatewayProblems.WrongType(name, "true or false"));
        return null;
    }

    /// <summary>A number; null when the key is absent.</summary>
    public double? Number(string name)
    {
        var value = body[name];
        if (value.IsMissing) return null;
        if (value.Kind == JsonKind.Number) return value.GetDouble();
        Refuse(GatewayProblems.WrongType(name, "a number"));
        return null;
    }

    /// <summary>One of a few texts; null when the key is absent or null.</summary>
    public string? Choice(string name, params string[] choices)
    {
        if (Text(name) is not { } text || choices.Contains(text)) return Text(name);
        Refuse(GatewayProblems.WrongType(name, $"one of {string.Join(", ", choices)}"));
        return null;
    }

    /// <summary>A moment; null when the key is absent or null.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Rfc3339.TryRead(text, out var time)) return time;
        Refuse(GatewayProblems.WrongType(name, "an RFC 3339 time with an offset"));
        return null;
    }

    /// <summary>A list of texts that must be there and not be empty.</summary>
    public IReadOnlyList<string> RequiredTexts(string name)
    {
        if (body[name].IsMissingOrNull) Missing(name);
        if (body[name].Kind == JsonKind.Array && body[name].Count == 0) Refuse(GatewayProblems.WrongType(name, "a list of strings"));
        return Texts(name);
    }

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var value = body[name];
        if (value.Kind != JsonKind.Array) Refuse(GatewayProblems.WrongType(name, "a list of strings"));
        var texts = new List<string>();
        for (var i = 0; i < value.Count && Problem is null; i++)
        {
            if (value[i].Kind == JsonKind.String) texts.Add(value[i].GetString());
            else Refuse(GatewayProblems.WrongType($"{name}/{i}", "a string"));
        }

        return texts;
    }

    /// <summary>Any value that must be there.</summary>
    public JsonValue Required(string name)
    {
        var value = body[name];
        if (value.IsMissing) Missing(name);
        return value;
    }

    /// <summary>Any value; Missing when the key is absent.</summary>
    public JsonValue Value(string name) => body[name];

    private string Missing(string name)
    {
        Refuse(GatewayProblems.MissingKey(name));
        return "";
    }

    private void Refuse(Problem problem) => Problem ??= problem;
}
