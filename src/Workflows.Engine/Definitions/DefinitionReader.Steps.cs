using Workflows.Abstractions.Json;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Definitions;

public sealed partial class DefinitionReader
{
    private string? currentStep;

    private List<Step> ReadSteps(JsonValue value, string pointer, int depth)
    {
        var steps = new List<Step>();
        if (value.Kind != JsonKind.Array)
        {
            Error(FindingCodes.InvalidDefinition, pointer, "A list of steps is expected here.", "list", Describe(value));
            return steps;
        }

        if (depth > MaxNesting)
        {
            Error(FindingCodes.TooLarge, pointer, $"Blocks are nested deeper than {MaxNesting} levels.");
            return steps;
        }

        for (var i = 0; i < value.Count; i++)
        {
            var outer = currentStep;
            if (ReadStep(value[i], $"{pointer}/{i}", depth) is { } step) steps.Add(step);
            currentStep = outer;
        }

        return steps;
    }

    private Step? ReadStep(JsonValue value, string pointer, int depth)
    {
        var fields = Open(value, pointer);
        if (fields is null) return null;
        var id = ReadStepId(fields);
        if (stepIds.Count > MaxSteps)
        {
            Error(FindingCodes.TooLarge, pointer, $"A definition has at most {MaxSteps} steps.");
            return null;
        }

        var type = fields.RequiredString("type", 100);
        var name = fields.OptionalString("name", 200);
        if (id is null || type is null) return null;
        Step? step = type switch
        {
            "control.if" => ReadIf(fields, depth),
            "control.forEach" => ReadForEach(fields, depth),
            "control.tryCatch" => ReadTryCatch(fields, depth),
            "control.callWorkflow" => ReadCall(fields, type),
            "control.return" => new ReturnStep { Id = id, Type = type, Pointer = pointer },
            _ => ReadNode(fields, type),
        };
        if (step is null) return null;
        fields.Close();
        return step with { Id = id, Type = type, Pointer = pointer, Name = name };
    }

    private string? ReadStepId(ObjectFields fields)
    {
        var id = fields.RequiredString("id", 100);
        currentStep = id;
        if (id is null) return null;
        if (id.AsSpan().ContainsAny("[]/ ") || id.Any(char.IsControl))
            Error(
                FindingCodes.InvalidDefinition, fields.At("id"), "A step id has no brackets, slashes, spaces or control characters.", actual: id);
        if (!stepIds.TryAdd(id, fields.Pointer))
            Error(FindingCodes.DuplicateStepId, fields.At("id"), $"The id '{id}' is used by {stepIds[id]} already.", actual: id);
        return id;
    }

    private IfStep? ReadIf(ObjectFields fields, int depth)
    {
        var condition = ReadRequiredExpression(fields.Take("condition"), fields.At("condition"));
        var then = ReadSteps(fields.Take("then"), fields.At("then"), depth + 1);
        var otherwise = fields.Take("else");
        var rest = otherwise.IsMissing ? [] : ReadSteps(otherwise, fields.At("else"), depth + 1);
        return condition is null
            ? null
            : new IfStep { Id = string.Empty, Type = string.Empty, Pointer = string.Empty, Condition = condition, Then = then, Else = rest };
    }

    private ForEachStep? ReadForEach(ObjectFields fields, int depth)
    {
        var items = ReadRequiredExpression(fields.Take("items"), fields.At("items"));
        var variable = fields.RequiredString("itemVar", 100);
        if (variable is "payload" or "vars" or "meta" or "error" or "event" or "index")
            Error(FindingCodes.InvalidDefinition, fields.At("itemVar"), $"'{variable}' is a root of its own.", "another name", variable);
        var concurrency = fields.OptionalInteger("concurrency", 1, 100) ?? 1;
        var onItemError = fields.OptionalChoice("onItemError", "continue", "fail");
        var results = ReadOptionalTemplate(fields.Take("results"), fields.At("results"));
        var saveAs = ReadSaveAs(fields);
        if (results is null != saveAs is null)
            Error(
                FindingCodes.InvalidDefinition, fields.Pointer, "'results' (what an item comes to) and 'saveAs' (where the list goes) belong together.",
                "both or neither");
        var body = ReadSteps(fields.Take("body"), fields.At("body"), depth + 1);
        if (items is null || variable is null) return null;
        return new ForEachStep
        {
            Id = string.Empty,
            Type = string.Empty,
            Pointer = string.Empty,
            Items = items,
            ItemVariable = variable,
            Concurrency = (int)concurrency,
            ContinuesOnItemError = onItemError == "continue",
            Results = results,
            SaveAs = saveAs,
            Body = body,
        };
    }

    private TryCatchStep ReadTryCatch(ObjectFields fields, int depth) => new()
    {
        Id = string.Empty,
        Type = string.Empty,
        Pointer = string.Empty,
        Try = ReadSteps(fields.Take("try"), fields.At("try"), depth + 1),
        Catch = ReadSteps(fields.Take("catch"), fields.At("catch"), depth + 1),
        CaptureErrorAs = fields.OptionalString("captureErrorAs", 100),
    };

    private NodeStep? ReadNode(ObjectFields fields, string type)
    {
        var value = fields.Take("config");
        var config = ReadConfig(type, value.IsMissing ? JsonValue.EmptyObject : value, fields);
        var retry = ReadRetry(fields.Take("retry"), fields.At("retry"));
        var continues = ReadOnError(fields.Take("onError"), fields.At("onError"));
        return config is null
            ? null
            : new NodeStep
            {
                Id = string.Empty, Type = type, Pointer = fields.Pointer, Config = config, Retry = retry, ContinuesOnError = continues,
            };
    }

    private bool ReadOnError(JsonValue value, string pointer)
    {
        if (value.IsMissing) return false;
        var fields = Open(value, pointer);
        if (fields is null) return false;
        var policy = fields.OptionalChoice("policy", "fail", "continue");
        fields.Close();
        return policy == "continue";
    }

    private RetryPolicy? ReadRetry(JsonValue value, string pointer)
    {
        if (value.IsMissing) return null;
        var fields = Open(value, pointer);
        if (fields is null) return null;
        const long longest = 30L * 24 * 60 * 60 * 1000;
        var policy = new RetryPolicy
        {
            MaxAttempts = (int)fields.RequiredInteger("maxAttempts", 1, 1_000),
            Backoff = TimeSpan.FromMilliseconds(fields.RequiredInteger("backoffMs", 0, longest)),
            Multiplier = fields.OptionalNumber("backoffMultiplier", 0, 100) ?? 2,
            Jitter = fields.OptionalBoolean("jitter", true),
            MaxDelay = fields.OptionalInteger("maxDelayMs", 1, longest) is { } delay ? TimeSpan.FromMilliseconds(delay) : null,
            RetryOn = ReadCategories(fields.Take("retryOn"), fields.At("retryOn")),
        };
        fields.Close();
        return policy;
    }

    private List<FailureCategory> ReadCategories(JsonValue value, string pointer)
    {
        var categories = new List<FailureCategory>();
        if (value.IsMissing) return categories;
        for (var i = 0; i < value.Count; i++)
        {
            if (value[i].Kind == JsonKind.String && Enum.TryParse<FailureCategory>(value[i].GetString(), out var category))
                categories.Add(category);
            else
                Error(
                    FindingCodes.InvalidDefinition, $"{pointer}/{i}", "This is not a family of errors.",
                    string.Join(" | ", Enum.GetNames<FailureCategory>()), value[i].ToString());
        }

        return categories;
    }
}
