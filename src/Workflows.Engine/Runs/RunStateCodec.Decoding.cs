using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Plans;

namespace Workflows.Engine.Runs;

/// <content>Reading.</content>
public static partial class RunStateCodec
{
    private static readonly byte[] WithParts = [.. "{\"v\":"u8, (byte)('0' + FormatVersion), .. ",\"parts\":"u8];

    /// <summary>The numbers of the parts that a stored state refers to; none for a run that has ended.</summary>
    public static IReadOnlyList<int> PartsOf(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith(WithParts) ? [.. Numbers(JsonValue.Parse(bytes, Limits)["parts"])] : [];

    /// <summary>The envelope of a stored state: <c>payload</c>, <c>vars</c>, <c>meta</c> and, where there is one, <c>error</c>.</summary>
    /// <param name="bytes">The stored form.</param>
    /// <param name="parts">The parts that it refers to; none are needed for a run that has ended.</param>
    public static JsonValue DecodeEnvelope(ReadOnlyMemory<byte> bytes, IReadOnlyList<StatePart>? parts = null)
    {
        var root = JsonValue.Parse(bytes, Limits);
        var source = new PartSource(parts);
        var envelope = new JsonObjectBuilder();
        envelope.Add("payload", Payload(root, source));
        envelope.Add("vars", Variables(root, source));
        foreach (var name in (ReadOnlySpan<string>)["meta", "error"])
            if (root.TryGetProperty(name, out var value))
                envelope.Add(name, value);
        return envelope.Build();
    }

    /// <summary>The error of a stored state; Missing when it has none.</summary>
    public static JsonValue DecodeError(ReadOnlyMemory<byte> bytes) => JsonValue.Parse(bytes, Limits)["error"];

    /// <summary>The highest attempt of any step of a stored state.</summary>
    public static int DecodeMaxAttempt(ReadOnlyMemory<byte> bytes) => Math.Max(1, Int(JsonValue.Parse(bytes, Limits), "maxAttempt"));

    /// <summary>Reads the state of a run that has not succeeded.</summary>
    /// <param name="bytes">The stored form.</param>
    /// <param name="status">The stored status.</param>
    /// <param name="plan">The plan that the run is on.</param>
    /// <param name="parts">The parts that it refers to.</param>
    /// <exception cref="InvalidOperationException">The stored form is not this program's, or names a step that the plan does not have, or a part is
    /// missing.</exception>
    public static RunState Decode(ReadOnlyMemory<byte> bytes, RunStatus status, Plan plan, IReadOnlyList<StatePart>? parts = null)
    {
        var root = JsonValue.Parse(bytes, Limits);
        if (Int(root, "v") != FormatVersion)
            throw new InvalidOperationException($"The state has format {root["v"]}; this program reads {FormatVersion}.");
        var source = new PartSource(parts);
        var state = new RunState(Payload(root, source))
        {
            Vars = Variables(root, source),
            Meta = root["meta"],
            Error = root["error"],
            Status = status,
            LastWait = Int(root, "lastWait"),
            LastInvocation = Int(root, "lastInvocation"),
            LastBranch = Int(root, "lastBranch"),
            MaxAttempt = Math.Max(1, Int(root, "maxAttempt")),
            LastEventWait = root["lastEventWait"].IsMissing ? null : root["lastEventWait"].GetString(),
            Children = Int(root, "children"),
            WantsContinue = root["continue"].Kind == JsonKind.Boolean,
        };
        foreach (var branch in root["branches"].EnumerateArray()) state.Branches.Add(DecodeBranch(branch, state.Branches, plan, source));
        NoteParts(state, root);
        return state;
    }

    /// <summary>What is large and stands in the state itself becomes a part when the next slice leaves it as it is.</summary>
    private static void NoteParts(RunState state, JsonValue root)
    {
        var parts = state.Parts;
        parts.Last = Int(root, "lastPart");
        parts.Note("payload", state.Payload, PartIn(root, "payloadPart"));
        if (StateParts.IsLarge(state.Vars))
            foreach (var (name, value) in state.Vars.EnumerateObject())
                parts.Note($"vars.{name}", value, PartIn(root["varParts"], name));
        foreach (var number in Numbers(root["parts"])) parts.Hold(number);
    }

    private static JsonValue Payload(JsonValue root, PartSource parts) =>
        PartIn(root, "payloadPart") is { } part ? parts.Get(part) : root["payload"];

    private static JsonValue Variables(JsonValue root, PartSource parts)
    {
        var vars = root["vars"];
        foreach (var (name, _) in root["varParts"].EnumerateObject()) vars = vars.With(name, parts.Get(Int(root["varParts"], name)));
        return vars;
    }

    private static Branch DecodeBranch(JsonValue value, List<Branch> before, Plan plan, PartSource parts)
    {
        var parent = value["parent"].IsMissing ? null : before.Find(branch => branch.Id == Int(value, "parent"));
        var branch = new Branch
        {
            Id = Int(value, "id"),
            Parent = parent,
            Position = Entry(plan, value["at"].GetString()),
            Attempt = value["attempt"].IsMissing ? 1 : Int(value, "attempt"),
        };
        foreach (var frame in value["frames"].EnumerateArray()) branch.Frames.Add(DecodeFrame(frame, plan, parts));
        if (value.TryGetProperty("pending", out var pending))
            branch.Pending = new Pending(
                Enum.Parse<PendingKind>(pending["kind"].GetString()), Int(pending, "number"), pending["input"],
                pending["key"].IsMissing ? null : pending["key"].GetString(),
                pending["since"] is { Kind: JsonKind.Number } since && since.TryGetInt64(out var milliseconds) ? milliseconds : 0);
        return branch;
    }

    private static Frame DecodeFrame(JsonValue value, Plan plan, PartSource parts)
    {
        var itemsPart = PartIn(value, "itemsPart");
        var items = itemsPart is { } part ? parts.Get(part) : value["items"];
        LoopResults? results = null;
        if (value.TryGetProperty("results", out var inState))
        {
            results = new LoopResults(items.Count);
            foreach (var number in Numbers(value["resultParts"])) results.Decode(parts.Get(number), number);
            results.Decode(inState, null);
        }

        var step = plan.Code[Entry(plan, value["step"].GetString())].Step!;
        return new Frame(Enum.Parse<FrameKind>(value["kind"].GetString()), step)
        {
            Items = items, ItemsPart = itemsPart, Index = Int(value, "index"), Results = results,
        };
    }

    private static int Entry(Plan plan, string step) =>
        plan.TryFindEntry(step, out var position)
            ? position
            : throw new InvalidOperationException($"Version {plan.Version} of '{plan.Key}' has no step '{step}'.");

    private static int Int(JsonValue value, string name) =>
        value[name] is { Kind: JsonKind.Number } field && field.TryGetInt64(out var number) ? (int)number : 0;

    private static int? PartIn(JsonValue value, string name) => Int(value, name) is > 0 and var part ? part : null;

    private static IEnumerable<int> Numbers(JsonValue list)
    {
        foreach (var item in list.EnumerateArray()) yield return item.TryGetInt64(out var number) ? (int)number : 0;
    }

    /// <summary>The parts of a stored state, each parsed when it is asked for.</summary>
    private readonly struct PartSource(IReadOnlyList<StatePart>? parts)
    {
        public JsonValue Get(int number)
        {
            foreach (var part in parts ?? [])
                if (part.Number == number)
                    return JsonValue.Parse(part.Content, Limits);
            throw new InvalidOperationException($"The part {number} of the state is missing.");
        }
    }
}
