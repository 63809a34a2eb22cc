using System.Buffers;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Plans;

namespace Workflows.Engine.Runs;

/// <summary>
/// The stored form of a run's state: a JSON object that names steps by their ids. A run that succeeded keeps its envelope only; one that failed
/// or was cancelled also keeps what a retry or a requeue begins with. While a run goes on, large values that slices leave as they are stand in
/// parts of their own: the payload, variables, the items of a loop, and its results, a few at a time. So what a slice writes grows with what it
/// changes, and not with the size of the state.
/// </summary>
public static partial class RunStateCodec
{
    private const int FormatVersion = 2;
    private static readonly JsonParseLimits Limits = new() { MaxDepth = 512 };

    /// <summary>Writes a state; says with it which parts the slice made and which it drops.</summary>
    /// <param name="state">The state. It takes note of the parts, so it is spent when they are not stored.</param>
    /// <param name="plan">The plan that the run is on.</param>
    public static EncodedState Encode(RunState state, Plan plan)
    {
        var parts = state.HasEnded ? null : state.Parts;
        state.Parts.Begin();
        if (parts is null) state.Parts.Forget();
        var body = new JsonObjectBuilder();
        AddEnvelope(body, state, parts);
        if (state.MaxAttempt > 1) body.Add("maxAttempt", JsonValue.From(state.MaxAttempt));
        if (state.LastEventWait is { } wait) body.Add("lastEventWait", JsonValue.From(wait));
        if (state.Status != RunStatus.Succeeded) AddExecution(body, state, plan, parts);
        if (state.Parts.Last > 0) body.Add("lastPart", JsonValue.From(state.Parts.Last));
        var root = new JsonObjectBuilder();
        root.Add("v", JsonValue.From(FormatVersion));
        if (parts is { IsUsed: true }) root.Add("parts", ToList(parts.Used));
        foreach (var (name, value) in body.Build().EnumerateObject()) root.Add(name, value);

        var buffer = new ArrayBufferWriter<byte>(512);
        root.Build().WriteTo(buffer);
        var (added, dropped) = state.Parts.End();
        return new EncodedState(buffer.WrittenMemory, added, dropped);
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

    private static void AddEnvelope(JsonObjectBuilder root, RunState state, StateParts? parts)
    {
        if (parts?.Find("payload", state.Payload) is { } payload) root.Add("payloadPart", JsonValue.From(payload));
        else root.Add("payload", OrNull(state.Payload));
        AddVariables(root, state.Vars, parts);
        root.Add("meta", state.Meta);
        if (!state.Error.IsMissing) root.Add("error", state.Error);
    }

    /// <summary>A variable that stands in a part keeps its place in the order, with null for its value.</summary>
    private static void AddVariables(JsonObjectBuilder root, JsonValue vars, StateParts? parts)
    {
        var moved = JsonValue.EmptyObject;
        if (parts is not null && StateParts.IsLarge(vars))
        {
            foreach (var (name, value) in vars.EnumerateObject())
            {
                if (parts.Find($"vars.{name}", value) is not { } part) continue;
                moved = moved.With(name, JsonValue.From(part));
                vars = vars.With(name, JsonValue.Null);
            }
        }

        root.Add("vars", vars);
        if (moved.Count > 0) root.Add("varParts", moved);
    }

    private static void AddExecution(JsonObjectBuilder root, RunState state, Plan plan, StateParts? parts)
    {
        root.Add("lastWait", JsonValue.From(state.LastWait));
        root.Add("lastInvocation", JsonValue.From(state.LastInvocation));
        root.Add("lastBranch", JsonValue.From(state.LastBranch));
        if (state.Children > 0) root.Add("children", JsonValue.From(state.Children));
        if (state.WantsContinue && !state.HasEnded) root.Add("continue", JsonValue.True);
        var branches = new JsonArrayBuilder();
        foreach (var branch in state.Branches) branches.Add(EncodeBranch(branch, plan, parts));
        root.Add("branches", branches.Build());
    }

    private static JsonValue EncodeBranch(Branch branch, Plan plan, StateParts? parts)
    {
        var result = new JsonObjectBuilder();
        result.Add("id", JsonValue.From(branch.Id));
        if (branch.Parent is { } parent) result.Add("parent", JsonValue.From(parent.Id));
        result.Add("at", JsonValue.From(plan.Code[branch.Position].Step!.Id));
        if (branch.Attempt > 1) result.Add("attempt", JsonValue.From(branch.Attempt));
        var frames = new JsonArrayBuilder();
        foreach (var frame in branch.Frames) frames.Add(EncodeFrame(frame, parts));
        if (branch.Frames.Count > 0) result.Add("frames", frames.Build());
        if (branch.Pending is { } pending) result.Add("pending", EncodePending(pending));
        return result.Build();
    }

    private static JsonValue EncodeFrame(Frame frame, StateParts? parts)
    {
        var result = new JsonObjectBuilder();
        result.Add("kind", JsonValue.From(frame.Kind.ToString()));
        result.Add("step", JsonValue.From(frame.Step.Id));
        result.Add("index", JsonValue.From(frame.Index));
        if (frame.Kind == FrameKind.Loop) AddItems(result, frame, parts);
        if (frame.Results is not { } results) return result.Build();
        result.Add("results", parts is null ? results.EncodeWhole() : results.Encode(parts));
        if (results.Parts.Count > 0) result.Add("resultParts", ToList(results.Parts));
        return result.Build();
    }

    /// <summary>The items of a loop never change, so large ones leave the state at once.</summary>
    private static void AddItems(JsonObjectBuilder root, Frame frame, StateParts? parts)
    {
        frame.ItemsPart = parts is null ? null
            : frame.ItemsPart is { } known ? parts.Use(known)
            : StateParts.IsLarge(frame.Items) ? parts.Add(frame.Items)
            : null;
        if (frame.ItemsPart is { } part) root.Add("itemsPart", JsonValue.From(part));
        else root.Add("items", frame.Items);
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

    private static JsonValue ToList(IEnumerable<int> numbers)
    {
        var list = new JsonArrayBuilder();
        foreach (var number in numbers) list.Add(JsonValue.From(number));
        return list.Build();
    }

    private static JsonValue OrNull(JsonValue value) => value.IsMissing ? JsonValue.Null : value;
}

/// <summary>A state as it is to be stored.</summary>
/// <param name="Root">The state itself.</param>
/// <param name="Added">The parts that the slice made.</param>
/// <param name="Dropped">The numbers of the parts that nothing refers to any more.</param>
public readonly record struct EncodedState(
    ReadOnlyMemory<byte> Root, IReadOnlyList<NewStatePart> Added, IReadOnlyList<int> Dropped);
