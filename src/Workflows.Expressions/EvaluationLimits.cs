namespace Workflows.Expressions;

/// <summary>What one evaluation may cost. Each limit interrupts the evaluation with an error code of its own.</summary>
public sealed record EvaluationLimits
{
    /// <summary>The limits that are used when none are given.</summary>
    public static EvaluationLimits Default { get; } = new();

    /// <summary>Time on the clock of the context (U1002).</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>Steps: items visited, functions called (U1003).</summary>
    public int MaxSteps { get; init; } = 2_000_000;

    /// <summary>Functions that call one another without having returned; calls in tail position do not count
    /// (U1001).</summary>
    public int MaxDepth { get; init; } = 250;

    /// <summary>Bytes of the result as JSON text (U1004).</summary>
    public int MaxResultBytes { get; init; } = 256 * 1024;

    /// <summary>Items of any list on the way (U1005).</summary>
    public int MaxSequenceLength { get; init; } = 250_000;

    /// <summary>UTF-16 code units of any string on the way (U1006).</summary>
    public int MaxStringLength { get; init; } = 1024 * 1024;

    /// <summary>Bytes of all lists and strings that are built on the way, whether still in use or not
    /// (U1011).</summary>
    public long MaxAllocatedBytes { get; init; } = 64L * 1024 * 1024;
}
