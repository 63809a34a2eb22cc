using System.Buffers;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Plans;

namespace Workflows.Engine.Runs;

/// <summary>
/// The stored form of a run's state: a JSON object that names steps by their ids. A run that succeeded keeps its envelope only; one that failed
/// or was cancelled also keeps what a retry or a requeue begins with.
/// </summary>
public static class RunStateCodec
{
    private const int FormatVersion = 1;
    private static readonly JsonParseLimits Limits = new() { MaxDepth = 512 };

    /// <summary>Writes a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="plan">The plan that the run is on.</param>
    public static ReadOnlyMemory<byte> Encode(RunState state, Plan plan)
    {
        var root = new JsonObjectBuilder();
        root.Add("v", JsonValue.From(FormatVersion));
        root.Add("payload", OrNull(state.Payload));
        root.Add("vars", state.Vars);
        root.Add("meta", state.Meta);
        if (!state.Error.IsMissing) root.Add("error", state.Error);
        if (state.MaxAttempt > 1) root.Add("maxAttempt", JsonValue.From(state.MaxAttempt));
        if (state.LastEventWait is { } wait) root.Add("lastEventWait", JsonValue.From(wait));
        if (state.Status != RunStatus.Succeeded)
        {
            root.Add("lastWait", JsonValue.From(state.LastWait));
            root.Add("lastInvocation", JsonValue.From(state.LastInvocation));
            root.Add("lastBranch", JsonValue.From(state.LastBranch));
            if (state.Children > 0) root.Add("children", JsonValue.From(state.Children));
            if (state.WantsContinue && !state.HasEnded) root.Add("continue", JsonValue.True);
            var branches = new JsonArrayBuilder();
            foreach (var branch in state.Branches) branches.Add(EncodeBranch(branch, plan));
            root.Add("branches", branches.Build());
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        root.Build().WriteTo(buffer);
        return buffer.WrittenMemory;
    }

    /// <summary>Writes the state of a run that has not begun.</summary>
    /// <param name="payload">The workflow's payload.</param>
    public static ReadOnlyMemory<byte> EncodeNew(JsonValue payload)
    {
        var root = new JsonObjectBuilder();
        root.Add("v", JsonValue.From(FormatVersion));
        root.Add("payload", OrNull(payload));
        root.Add("vars", JsonValue.EmptyObject);
        root.Add("meta", JsonValue.EmptyObject);
        return root.Build().ToUtf8();
    }

    /// <summary>The envelope of a stored state: <c>payload</c>, <c>vars</c>, <c>meta</c> and, where there is one, <c>error</c>.</summary>
    public static JsonValue DecodeEnvelope(ReadOnlyMemory<byte> bytes)
    {
        var root = JsonValue.Parse(bytes, Limits);
        var envelope = new JsonObjectBuilder();
        foreach (var name in (ReadOnlySpan<string>)["payload", "vars", "meta", "error"])
            if (root.TryGetProperty(name, out var value))
                envelope.Add(name, value);
        return envelope.Build();
    }

    /// <summary>The highest attempt of any step of a stored state.</summary>
    public static int DecodeMaxAttempt(ReadOnlyMemory<byte> bytes) => Math.Max(1, Int(JsonValue.Parse(bytes, Limits), "maxAttempt"));

    /// <summary>Reads the state of a run that has not succeeded.</summary>
    /// <param name="bytes">The stored form.</param>
    /// <param name="status">The stored status.</param>
    /// <param name="plan">The plan that the run is on.</param>
    /// <exception cref="InvalidOperationException">The stored form is not this program's, or names a step that the plan does not have.</exception>
    public static RunState Decode(ReadOnlyMemory<byte> bytes, RunStatus status, Plan plan)
    {
        var root = JsonValue.Parse(bytes, Limits);
        if (Int(root, "v") != FormatVersion)
            throw new InvalidOperationException($"The state has format {root["v"]}; this program reads {FormatVersion}.");
        var state = new RunState(root["payload"])
        {
            Vars = root["vars"],
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
        foreach (var branch in root["branches"].EnumerateArray()) state.Branches.Add(DecodeBranch(branch, state.Branches, plan));
        return state;
    }

    private static JsonValue EncodeBranch(Branch branch, Plan plan)
    {
        var result = new JsonObjectBuilder();
        result.Add("id", JsonValue.From(branch.Id));
        if (branch.Parent is { } parent) result.Add("parent", JsonValue.From(parent.Id));
        result.Add("at", JsonValue.From(plan.Code[branch.Position].Step!.Id));
        if (branch.Attempt > 1) result.Add("attempt", JsonValue.From(branch.Attempt));
        var frames = new JsonArrayBuilder();
        foreach (var frame in branch.Frames) frames.Add(EncodeFrame(frame));
        if (branch.Frames.Count > 0) result.Add("frames", frames.Build());
        if (branch.Pending is { } pending) result.Add("pending", EncodePending(pending));
        return result.Build();
    }

    private static JsonValue EncodeFrame(Frame frame)
    {
        var result = new JsonObjectBuilder();
        result.Add("kind", JsonValue.From(frame.Kind.ToString()));
        result.Add("step", JsonValue.From(frame.Step.Id));
        result.Add("index", JsonValue.From(frame.Index));
        if (frame.Kind == FrameKind.Loop) result.Add("items", frame.Items);
        if (frame.Results is { } results) result.Add("results", EncodeResults(results));
        return result.Build();
    }

    private static JsonValue EncodePending(Pending pending)
    {
        var result = new JsonObjectBuilder();
        result.Add("kind", JsonValue.From(pending.Kind.ToString()));
        result.Add("number", JsonValue.From(pending.Number));
        if (!pending.Input.IsMissing) result.Add("input", pending.Input);
        if (pending.Key is { } key) result.Add("key", JsonValue.From(key));
        if (pending.Since > 0) result.Add("since", JsonValue.From(pending.Since));
        return result.Build();
    }

    /// <summary>A list for each item that is done, up to the last of them: <c>[[1],0,[3]]</c>.</summary>
    private static JsonValue EncodeResults(JsonValue[] results)
    {
        var list = new JsonArrayBuilder();
        var last = Array.FindLastIndex(results, result => !result.IsMissing);
        for (var i = 0; i <= last; i++)
            list.Add(results[i].IsMissing ? JsonValue.From(0) : JsonValue.EmptyArray.Append(results[i]));
        return list.Build();
    }

    private static JsonValue[]? DecodeResults(JsonValue frame)
    {
        if (!frame.TryGetProperty("results", out var list)) return null;
        var results = new JsonValue[frame["items"].Count];
        for (var i = 0; i < list.Count; i++)
            if (list[i].Kind == JsonKind.Array)
                results[i] = list[i][0];
        return results;
    }

    private static Branch DecodeBranch(JsonValue value, List<Branch> before, Plan plan)
    {
        var parent = value["parent"].IsMissing ? null : before.Find(branch => branch.Id == Int(value, "parent"));
        var branch = new Branch
        {
            Id = Int(value, "id"),
            Parent = parent,
            Position = Entry(plan, value["at"].GetString()),
            Attempt = value["attempt"].IsMissing ? 1 : Int(value, "attempt"),
        };
        foreach (var frame in value["frames"].EnumerateArray())
        {
            var step = plan.Code[Entry(plan, frame["step"].GetString())].Step!;
            branch.Frames.Add(new Frame(Enum.Parse<FrameKind>(frame["kind"].GetString()), step)
            {
                Items = frame["items"], Index = Int(frame, "index"), Results = DecodeResults(frame),
            });
        }

        if (value.TryGetProperty("pending", out var pending))
            branch.Pending = new Pending(
                Enum.Parse<PendingKind>(pending["kind"].GetString()), Int(pending, "number"), pending["input"],
                pending["key"].IsMissing ? null : pending["key"].GetString(),
                pending["since"] is { Kind: JsonKind.Number } since && since.TryGetInt64(out var milliseconds) ? milliseconds : 0);
        return branch;
    }

    private static int Entry(Plan plan, string step) =>
        plan.TryFindEntry(step, out var position)
            ? position
            : throw new InvalidOperationException($"Version {plan.Version} of '{plan.Key}' has no step '{step}'.");

    private static int Int(JsonValue value, string name) =>
        value[name] is { Kind: JsonKind.Number } field && field.TryGetInt64(out var number) ? (int)number : 0;

    private static JsonValue OrNull(JsonValue value) => value.IsMissing ? JsonValue.Null : value;
}
