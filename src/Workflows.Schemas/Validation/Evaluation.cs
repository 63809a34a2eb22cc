using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Keywords;

namespace Workflows.Schemas.Validation;

/// <summary>
/// One run of a schema over an instance. Without a report it answers yes or no and stops at the first failure; with one it
/// collects errors, at twice the cost, and only for instances that are known to fail.
/// </summary>
internal sealed class Evaluation(SchemaLimits limits, bool tracksScope, ErrorReport? report)
{
    private readonly List<SchemaResource>? _scope = tracksScope ? [] : null;
    private ErrorReport? _report = report;
    private int _depth;
    private int _evaluations;

    /// <summary>The limit that ended the run; null when it ran to its end.</summary>
    public string? ExceededLimit { get; private set; }

    /// <summary>Whether nothing that follows can change the outcome.</summary>
    public bool IsDecided => _report is null || _report.IsFull || ExceededLimit is not null;

    public bool Enter(SchemaNode node)
    {
        if (ExceededLimit is not null)
            return false;
        if (_depth >= limits.MaxEvaluationDepth)
            return Exceed($"subschemas inside each other: {limits.MaxEvaluationDepth}", node);
        if (_evaluations >= limits.MaxEvaluations)
            return Exceed($"subschemas applied: {limits.MaxEvaluations}", node);
        _depth++;
        _evaluations++;
        _scope?.Add(node.Resource);
        return true;
    }

    public void Leave()
    {
        _depth--;
        _scope?.RemoveAt(_scope.Count - 1);
    }

    /// <summary>Reports that the instance breaks a keyword; always false.</summary>
    public bool Fail(Keyword keyword, JsonValue instance, Func<JsonValue, Complaint> describe)
    {
        _report?.Add(keyword, describe(instance));
        return false;
    }

    /// <summary>Reports that a property breaks a keyword of the object around it; always false.</summary>
    public bool FailProperty(Keyword keyword, string name, Complaint complaint)
    {
        _report?.AddBelow(keyword, name, complaint);
        return false;
    }

    /// <summary>Reports that an item breaks a keyword of the array around it; always false.</summary>
    public bool FailItem(Keyword keyword, int index, Complaint complaint)
    {
        _report?.AddBelow(keyword, index, complaint);
        return false;
    }

    /// <summary>Applies a subschema to a property's value.</summary>
    public bool Property(SchemaNode node, string name, JsonValue value)
    {
        _report?.Push(name);
        bool holds = node.Evaluate(value, this, parts: null);
        _report?.Pop();
        return holds;
    }

    /// <summary>Applies a subschema to an array's item.</summary>
    public bool Item(SchemaNode node, int index, JsonValue value)
    {
        _report?.Push(index);
        bool holds = node.Evaluate(value, this, parts: null);
        _report?.Pop();
        return holds;
    }

    /// <summary>Asks whether a subschema holds, without reporting that it does not.</summary>
    public bool Ask(SchemaNode node, JsonValue instance, EvaluatedParts? parts)
    {
        var report = _report;
        _report = null;
        bool holds = node.Evaluate(instance, this, parts);
        _report = report;
        return holds;
    }

    /// <summary>Reports why the closest of several alternatives, none of which holds, was missed.</summary>
    public void ReportClosest(IReadOnlyList<SchemaNode> alternatives, JsonValue instance)
    {
        if (_report is not { IsFull: false } report)
            return;
        var attempts = new List<ErrorReport>();
        foreach (var alternative in alternatives)
        {
            _report = report.Branch();
            alternative.Evaluate(instance, this, parts: null);
            attempts.Add(_report);
        }
        _report = report;

        // An alternative that fails at the instance itself is another kind of thing; one that fails inside was meant.
        var closest = attempts.Where(attempt => attempt.FailsInsideOnly).MinBy(attempt => attempt.Count);
        if (closest is not null)
            report.Take(closest);
    }

    /// <summary>The outermost schema in the dynamic scope that has the dynamic anchor (core §8.2.3.2).</summary>
    public SchemaNode? FindDynamic(string anchor)
    {
        foreach (var resource in _scope!)
        {
            if (resource.DynamicNodes.TryGetValue(anchor, out var node))
                return node;
        }
        return null;
    }

    private bool Exceed(string limit, SchemaNode node)
    {
        ExceededLimit = $"{limit}, reached at '{node.Location}'";
        return false;
    }
}
