using Workflows.Abstractions.Ids;

namespace Workflows.Abstractions.Runs;

/// <summary>
/// A large piece of a run's state that is stored apart from it, so that a slice need not write it again: written once, never changed, dropped
/// when the state refers to it no more.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Number">The number of the part in the run; never used again.</param>
/// <param name="Content">Private to the engine; opaque to the store.</param>
public readonly record struct StatePart(RunId Run, int Number, ReadOnlyMemory<byte> Content);

/// <summary>Names a part to drop.</summary>
/// <param name="Run">The run.</param>
/// <param name="Number">The number of the part in the run.</param>
public readonly record struct StatePartId(RunId Run, int Number);
