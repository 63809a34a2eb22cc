using Workflows.Engine.Definitions.Typing;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>What a check works on, and where it leaves its findings.</summary>
internal sealed class CheckSubject
{
    private readonly HashSet<Finding> known = [];
    private readonly Lazy<ILookup<string, string>> writers;

    public CheckSubject(WorkflowDefinition definition, ValidationContext context)
    {
        (Definition, Context) = (definition, context);
        Contract = ResolvedContract.Of(definition, context);
        Scopes = TypeFlow.Of(definition, TypeFlow.TypeOf(Contract.PayloadSchemaRef, context), context);
        Steps = [.. StepTree.Flatten(definition.Steps)];
        TriggerScope = new TypeScope
        {
            Roots = new Dictionary<string, ExpressionType>(StringComparer.Ordinal)
            {
                ["event"] = EnvelopeTypes.Event(TypeFlow.TypeOf(Contract.SourceSchemaRef, context)),
            },
        };
        writers = new Lazy<ILookup<string, string>>(
            () => Steps.SelectMany(step => VariableWrites.Of(step).Select(name => (name, step.Id))).ToLookup(write => write.name, write => write.Id));
    }

    public WorkflowDefinition Definition { get; }

    public ValidationContext Context { get; }

    public ResolvedContract Contract { get; }

    /// <summary>What the expressions of each step see, by step id.</summary>
    public IReadOnlyDictionary<string, StepScopes> Scopes { get; }

    /// <summary>What the trigger's expressions see.</summary>
    public TypeScope TriggerScope { get; }

    /// <summary>All steps in document order.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>The ids of the steps that set a variable, by its name.</summary>
    public ILookup<string, string> Writers => writers.Value;

    public List<Finding> Findings { get; } = [];

    public void Error(
        string code, string pointer, string message, Step? step = null, string? expected = null, string? actual = null, string? suggestion = null) =>
        Add(FindingSeverity.Error, code, pointer, message, step, expected, actual, suggestion);

    public void Warn(
        string code, string pointer, string message, Step? step = null, string? expected = null, string? actual = null, string? suggestion = null) =>
        Add(FindingSeverity.Warning, code, pointer, message, step, expected, actual, suggestion);

    /// <summary>Adds a finding; one that is there already is not repeated.</summary>
    public void Add(Finding finding)
    {
        if (known.Add(finding)) Findings.Add(finding);
    }

    private void Add(
        FindingSeverity severity, string code, string pointer, string message, Step? step, string? expected, string? actual, string? suggestion) =>
        Add(new Finding
        {
            Severity = severity,
            Code = code,
            Pointer = pointer,
            Message = message,
            StepId = step?.Id,
            Expected = expected,
            Actual = actual,
            Suggestion = suggestion,
        });
}
