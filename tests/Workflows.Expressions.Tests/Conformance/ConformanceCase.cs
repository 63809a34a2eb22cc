using Workflows.Abstractions.Json;

namespace Workflows.Expressions.Tests.Conformance;

/// <summary>One published case.</summary>
internal sealed record ConformanceCase(string Group, int Index, JsonValue Case)
{
    public string Id => $"{Group}/{Case["case"].GetString()}";

    public string Text { get; init; } = Case["expr"].GetString();

    public JsonValue Input
    {
        get
        {
            if (!Case["data"].IsMissing) return Case["data"];
            return Case["dataset"] is { IsMissingOrNull: false } name ? ConformanceSuite.Dataset(name.GetString()) : JsonValue.Missing;
        }
    }

    /// <summary>Whether the case is about time or memory.</summary>
    public bool IsSlow => !Case["timelimit"].IsMissing;

    /// <summary>Why a case is left out, or null. Only what the product rules out may be listed.</summary>
    public string? Excluded => Group == "function-eval" ? "$eval is refused: expressions are fixed when they are saved" : null;

    /// <summary>The budgets of a case, and generous ones where it sets none.</summary>
    public EvaluationLimits Limits => new()
    {
        Time = TimeSpan.FromMilliseconds(Case["timelimit"] is { IsMissing: false } limit ? limit.GetDouble() : 10_000),
        MaxSteps = 200_000_000,
        MaxSequenceLength = 20_000_000,
        MaxResultBytes = 16 * 1024 * 1024,
        MaxAllocatedBytes = 2L * 1024 * 1024 * 1024,
    };

    /// <summary>What is wrong, or null when the case passes.</summary>
    public string? Run()
    {
        try
        {
            return Compare(Evaluate());
        }
        catch (ExpressionException exception)
        {
            return ExpectedCode is null ? $"failed with {exception.Code}: {exception.Message}"
                : Codes(exception.Code).Contains(ExpectedCode) ? null : $"wanted {ExpectedCode} but got {exception.Code}: {exception.Message}";
        }
    }

    private string? ExpectedCode =>
        Case["code"] is { IsMissing: false } code ? code.GetString()
        : Case["error"]["code"] is { IsMissing: false } inner ? inner.GetString() : null;

    /// <summary>The suite knows one code for both budgets; ours tells them apart.</summary>
    private static string[] Codes(string code) => code == "U1002" ? ["U1001", code] : [code];

    private JsonValue Evaluate()
    {
        var bindings = new Dictionary<string, JsonValue>();
        foreach (var binding in Case["bindings"].EnumerateObject()) bindings[binding.Name] = binding.Value;
        var context = new EvaluationContext
        {
            Now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            Limits = Limits,
            Bindings = bindings.Count == 0 ? null : bindings,
        };
        return Expression.Compile(Text).Evaluate(Input, context);
    }

    private string? Compare(JsonValue actual)
    {
        if (ExpectedCode is { } code) return $"wanted {code} but got {actual}";
        if (!Case["undefinedResult"].IsMissing) return actual.IsMissing ? null : $"wanted nothing but got {actual}";
        var expected = Case["result"];
        var same = Case["unordered"].IsMissing ? actual == expected : Sorted(actual).SequenceEqual(Sorted(expected));
        return same ? null : $"wanted {expected} but got {actual}";
    }

    private static IEnumerable<string> Sorted(JsonValue list)
    {
        var texts = new List<string>();
        foreach (var item in list.EnumerateArray()) texts.Add(JsonCanonical.Sha256(item));
        texts.Sort(StringComparer.Ordinal);
        return texts;
    }
}
