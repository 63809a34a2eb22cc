using Workflows.Abstractions.Ids;
using Workflows.Engine.Actions;
using Workflows.Engine.Contracts;
using Workflows.Engine.Definitions;
using Workflows.Engine.Nodes;

namespace Workflows.Engine.Plans;

/// <summary>
/// A published version, compiled: a linear program that runs share. Stored state names steps, never program positions, so that the compiler
/// may change between releases.
/// </summary>
public sealed class Plan
{
    private readonly Dictionary<string, int> entries;

    private Plan(WorkflowId workflow, string key, int version, WorkflowDefinition definition, PayloadContract contract, Instruction[] code)
    {
        (Workflow, Key, Version, Definition, Contract, Code) = (workflow, key, version, definition, contract, code);
        Calls = [.. StepTree.Flatten(definition.Steps).OfType<NodeStep>().Select(step => step.Config).OfType<CallWorkflowConfig>()];
        entries = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < code.Length; i++)
            if (code[i].IsEntry)
                entries.Add(code[i].Step!.Id, i);
    }

    /// <summary>The workflow.</summary>
    public WorkflowId Workflow { get; }

    /// <summary>The workflow's key.</summary>
    public string Key { get; }

    /// <summary>The published version; 0 for a draft.</summary>
    public int Version { get; }

    /// <summary>The definition.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>What the payload of every run has to satisfy.</summary>
    public PayloadContract Contract { get; }

    /// <summary>The calls of other workflows that the definition makes.</summary>
    public IReadOnlyList<CallWorkflowConfig> Calls { get; }

    internal Instruction[] Code { get; }

    /// <summary>Compiles a definition.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="key">The workflow's key.</param>
    /// <param name="version">The published version.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="actions">Resolves the actions that the definition calls.</param>
    /// <param name="contract">The version's contract; null for one that any payload satisfies.</param>
    /// <exception cref="ArgumentException">An action is not registered.</exception>
    public static Plan Compile(
        WorkflowId workflow, string key, int version, WorkflowDefinition definition, IActionCatalog actions, PayloadContract? contract = null) =>
        new(workflow, key, version, definition, contract ?? PayloadContract.None, new PlanCompiler(actions).Compile(definition.Steps));

    internal bool TryFindEntry(string stepId, out int position) => entries.TryGetValue(stepId, out position);
}
