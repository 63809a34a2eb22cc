using Workflows.Engine.Nodes;

namespace Workflows.Engine.Definitions;

/// <summary>A step of a definition, read and checked for shape.</summary>
public abstract record Step
{
    /// <summary>The author's id of the step; unique in the definition.</summary>
    public required string Id { get; init; }

    /// <summary>The step's type: <c>action.call</c>, <c>control.if</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Where the step is in the definition, as a JSON pointer.</summary>
    public required string Pointer { get; init; }

    /// <summary>The display name; null when the author gave none.</summary>
    public string? Name { get; init; }
}

/// <summary>A step that does something.</summary>
public sealed record NodeStep : Step
{
    /// <summary>What it does.</summary>
    public required NodeConfig Config { get; init; }

    /// <summary>The step's own retry policy; null to use the action's hint.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>Whether a failure, after its retries, is recorded in <c>error</c> and the run goes on.</summary>
    public bool ContinuesOnError { get; init; }
}

/// <summary><c>control.if</c>: one of two branches.</summary>
public sealed record IfStep : Step
{
    /// <summary>Strictly true or false.</summary>
    public required Mapping.ExpressionSlot Condition { get; init; }

    /// <summary>The steps when it is true.</summary>
    public required IReadOnlyList<Step> Then { get; init; }

    /// <summary>The steps when it is false.</summary>
    public required IReadOnlyList<Step> Else { get; init; }
}

/// <summary><c>control.forEach</c>: the body once per item.</summary>
public sealed record ForEachStep : Step
{
    /// <summary>Yields a list.</summary>
    public required Mapping.ExpressionSlot Items { get; init; }

    /// <summary>The name of the current item beside <c>item</c> and <c>index</c>.</summary>
    public required string ItemVariable { get; init; }

    /// <summary>How many items are worked on at a time; 1 or more.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Whether a failed item ends its turn only, and the loop goes on with the next item.</summary>
    public bool ContinuesOnItemError { get; init; }

    /// <summary>What an item comes to, evaluated at the end of its turn; null when nothing is kept.</summary>
    public Mapping.MappingTemplate? Results { get; init; }

    /// <summary>Where the list of results goes, in the order of the items; an item that failed and was passed over is <c>{"error": …}</c>.</summary>
    public Mapping.AssignTarget? SaveAs { get; init; }

    /// <summary>The steps per item.</summary>
    public required IReadOnlyList<Step> Body { get; init; }
}

/// <summary><c>control.tryCatch</c>: steps, and what to do when one fails.</summary>
public sealed record TryCatchStep : Step
{
    /// <summary>The guarded steps.</summary>
    public required IReadOnlyList<Step> Try { get; init; }

    /// <summary>The steps after a failure; none to swallow it.</summary>
    public required IReadOnlyList<Step> Catch { get; init; }

    /// <summary>The variable that takes the error object; null for none.</summary>
    public string? CaptureErrorAs { get; init; }
}

/// <summary><c>control.return</c>: ends the run as succeeded, from anywhere.</summary>
public sealed record ReturnStep : Step;
