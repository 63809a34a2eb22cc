using Workflows.Hosting;

namespace Workflows.Grains.Wire;

/// <summary>A refused request between silos.</summary>
[GenerateSerializer, Immutable, Alias("workflows.problem")]
internal sealed class ProblemWire
{
    [Id(0)]
    public ProblemKind Kind;

    [Id(1)]
    public string Code = "";

    [Id(2)]
    public string Message = "";

    [Id(3)]
    public string? Pointer;

    [Id(4)]
    public string? NextStep;

    /// <summary>The wire form.</summary>
    public static ProblemWire? Of(Problem? problem) => problem is null
        ? null
        : new ProblemWire
        {
            Kind = problem.Kind, Code = problem.Code, Message = problem.Message, Pointer = problem.Pointer, NextStep = problem.NextStep,
        };

    /// <summary>The problem.</summary>
    public Problem Read() => new(Kind, Code, Message, Pointer, NextStep);
}
