namespace Workflows.Abstractions.Ids;

/// <summary>Identifies a wait: the run and the wait's number in it, which is never used again.</summary>
/// <param name="Run">The waiting run.</param>
/// <param name="Number">1 for the first wait of the run.</param>
public readonly record struct WaitId(RunId Run, int Number);
