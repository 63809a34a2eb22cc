using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>A match of a regular expression, or of a function that acts like one.</summary>
internal readonly record struct PatternMatch(string Text, int Start, int End, JsonValue Groups)
{
    public JsonValue ToValue() => new JsonObjectBuilder()
        .Add("match", JsonValue.From(Text)).Add("index", JsonValue.From(Start)).Add("groups", Groups).Build();
}

/// <summary>Walks the matches in a text.</summary>
internal sealed class Matcher(Run run, FunctionValue pattern, string text, string function)
{
    private FunctionValue? _following;
    private bool _started;
    private int _position;

    public bool TryNext(out PatternMatch match)
    {
        run.Tick();
        return pattern is RegexFunction regex ? TryRegex(regex, out match) : TryProtocol(out match);
    }

    private bool TryRegex(RegexFunction regex, out PatternMatch match)
    {
        match = default;
        // As in the protocol, nothing is looked for behind the end of the text once something matched.
        if (_position > 0 && _position >= text.Length) return false;
        var found = regex.Find(text, _position);
        if (!found.Success) return false;
        _position = found.Index + found.Length;
        var groups = new JsonArrayBuilder();
        for (var i = 1; i < found.Groups.Count; i++) groups.Add(JsonValue.From(found.Groups[i].Value));
        match = new PatternMatch(found.Value, found.Index, _position, groups.Build());
        return true;
    }

    private bool TryProtocol(out PatternMatch match)
    {
        match = default;
        if (_started && _following is null) return false;
        var value = Sequence.Collapse(_started
            ? _following!.Invoke(run, [], default)
            : pattern.Invoke(run, [JsonValue.From(text)], default));
        _started = true;
        _following = null;
        if (value.Reference is null) return false;
        JsonValue found = value["match"], start = value["start"], end = value["end"], groups = value["groups"];
        var next = value["next"].Reference as FunctionValue;
        if (found.Kind != JsonKind.String || start.Kind != JsonKind.Number || end.Kind != JsonKind.Number
            || groups.Kind != JsonKind.Array || next is null || start.GetDouble() < 0 || end.GetDouble() > text.Length
            || end.GetDouble() < start.GetDouble())
            throw Errors.In(function, ErrorCode.MatcherShape);
        _following = next;
        match = new PatternMatch(found.GetString(), (int)start.GetDouble(), (int)end.GetDouble(), groups);
        return true;
    }
}
