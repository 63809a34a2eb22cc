using System.Diagnostics.CodeAnalysis;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Runs;
using Workflows.Engine.Actions;
using Workflows.Engine.Contracts;
using Workflows.Engine.Definitions;
using Workflows.Engine.Plans;
using Workflows.Engine.Runs;
using Workflows.Expressions;

namespace Workflows.Engine.Tests.Runs;

/// <summary>
/// Drives a run in memory the way a host does: every slice is stored and read again, so that each test also covers the stored form.
/// </summary>
internal sealed class RunHarness
{
    private readonly Plan plan;
    private RunState state;

    public RunHarness(string steps, string payload = "{}")
    {
        var document = JsonValue.Parse($$$"""{"name":"Test","steps":{{{steps}}}}""");
        var (definition, findings) = DefinitionReader.Read(document);
        definition.ShouldNotBeNull(string.Join("; ", findings.Select(finding => $"{finding.Code} {finding.Pointer} {finding.Message}")));
        plan = Plan.Compile(new WorkflowId(1), "test", 1, definition, TestActions.Instance);
        state = new RunState(JsonValue.Parse(payload));
    }

    public DateTimeOffset Now { get; set; } = new(2026, 1, 14, 9, 0, 0, TimeSpan.Zero);

    public int Depth { get; init; }

    public RunState State => state;

    public Plan Plan => plan;

    /// <summary>The effects of the last slice.</summary>
    public IReadOnlyList<RunEffect> Effects { get; private set; } = [];

    /// <summary>The history of all slices, as <c>step:status</c>.</summary>
    public List<string> History { get; } = [];

    /// <summary>The history of all slices.</summary>
    public List<JsonValue> Entries { get; } = [];

    public RunEffect.Wait Wait => Effects.OfType<RunEffect.Wait>().Single();

    public IReadOnlyList<RunEffect.Invoke> Calls => [.. Effects.OfType<RunEffect.Invoke>()];

    /// <summary>The stored form of the state.</summary>
    public ReadOnlyMemory<byte> Stored { get; private set; }

    /// <summary>The stored parts of the state, by their numbers.</summary>
    public SortedDictionary<int, ReadOnlyMemory<byte>> Parts { get; } = [];

    /// <summary>The bytes of states and parts that all slices have written.</summary>
    public long Written { get; private set; }

    public RunHarness Start() => Apply(RunInput.Start.Instance);

    public RunHarness Apply(RunInput input, int stepBudget = 2_000)
    {
        if (state.HasEnded) Load();
        var machine = new RunMachine(plan, state, new SliceContext
        {
            RunId = "run-1",
            Run = JsonValue.Parse("""{"id":"run-1"}"""),
            Evaluation = new EvaluationContext { Now = Now, Seed = 7 },
            StepBudget = stepBudget,
            Depth = Depth,
            Workflows = TestWorkflows.Instance,
        });
        machine.Advance(input);
        while (machine.TryTakeInline(out var call))
            machine.Advance(call.Input["fail"].Kind == JsonKind.String
                ? new RunInput.ActionFailed(call.Number, new Failure(
                    Enum.Parse<FailureCategory>(call.Input["fail"].GetString()), "TEST_FAILED", "It failed."))
                : new RunInput.ActionSucceeded(call.Number, call.Input));
        Effects = [.. machine.Effects];
        foreach (var entry in JsonValue.Parse(machine.History).EnumerateArray())
        {
            Entries.Add(entry);
            History.Add($"{entry["step"].GetString()}:{entry["status"].GetString()}");
        }

        Store();
        if (!state.HasEnded) Load();
        return this;
    }

    /// <summary>The open invocations, as a host reads them from the stored state after a crash.</summary>
    public IReadOnlyList<RunEffect.Invoke> PendingInvocations() => RunMachine.PendingInvocations(plan, state);

    private void Store()
    {
        var encoded = RunStateCodec.Encode(state, plan);
        Stored = encoded.Root;
        Written += encoded.Root.Length + encoded.Added.Sum(part => part.Content.Length);
        foreach (var part in encoded.Added) Parts.Add(part.Number, part.Content);
        foreach (var number in encoded.Dropped) Parts.Remove(number).ShouldBeTrue();
        RunStateCodec.PartsOf(Stored).ShouldBe(Parts.Keys);
    }

    private void Load()
    {
        StatePart[] parts = [.. Parts.Select(part => new StatePart(default, part.Key, part.Value))];
        state = RunStateCodec.Decode(Stored, state.Status, plan, parts);
    }

    public RunHarness ShouldBe(RunStatus status)
    {
        state.Status.ShouldBe(status, $"error {state.Error}; history {string.Join(" ", History)}");
        return this;
    }

    private sealed class TestWorkflows : ICallableWorkflows
    {
        public static TestWorkflows Instance { get; } = new();

        public bool TryFind(string key, int? version, [NotNullWhen(true)] out CalledWorkflow? target) =>
            (target = key == "child" ? new CalledWorkflow(new WorkflowId(2), key, version ?? 3, PayloadContract.None) : null) is not null;
    }

    private sealed class TestActions : IActionCatalog
    {
        public static TestActions Instance { get; } = new();

        public IReadOnlyList<ActionDescriptor> All { get; } = [Describe("echo", false, null), Describe("send", true, null), Describe("hinted", true, 2), Strict];

        private static ActionDescriptor Strict => Describe("strict", true, null) with
        {
            InputSchema = JsonValue.Parse("""{"type":"object","properties":{"n":{"type":"number"}}}"""),
            OutputSchema = JsonValue.Parse("""{"type":"object","properties":{"m":{"type":"number"}}}"""),
        };

        public bool TryGet(string id, int version, [NotNullWhen(true)] out ActionDescriptor? action) =>
            (action = All.FirstOrDefault(candidate => candidate.Id == id && candidate.Version == version)) is not null;

        private static ActionDescriptor Describe(string id, bool hasSideEffects, int? attempts) => new()
        {
            Id = id,
            Version = 1,
            Label = id,
            Description = id,
            HasSideEffects = hasSideEffects,
            InputSchema = JsonValue.EmptyObject,
            OutputSchema = JsonValue.EmptyObject,
            RetryHint = attempts is { } max ? new RetryPolicy { MaxAttempts = max, Backoff = TimeSpan.FromSeconds(1), Jitter = false } : null,
        };
    }
}
