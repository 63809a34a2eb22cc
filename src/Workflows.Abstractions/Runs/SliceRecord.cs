using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Runs;

/// <summary>The history of a slice after the first one.</summary>
/// <param name="Run">The run.</param>
/// <param name="Revision">The revision that the slice's commit made; 2 for the second slice.</param>
/// <param name="History">Redacted, capped, UTF-8 JSON.</param>
public readonly record struct SliceRecord(RunId Run, int Revision, ReadOnlyMemory<byte> History);
