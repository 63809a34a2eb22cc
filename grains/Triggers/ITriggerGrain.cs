using Workflows.Grains.Wire;

namespace Workflows.Grains.Triggers;

/// <summary>Processes one stream; the key is <c>tenant/type/lane</c>. Batches of appended events come over an Orleans stream.</summary>
[Alias("workflows.ITriggerGrain")]
internal interface ITriggerGrain : IGrainWithStringKey
{
    /// <summary>Has the trigger read its stream; answers at once.</summary>
    [Alias("poke")]
    Task PokeAsync();

    /// <summary>
    /// Answers when events were processed, with what they did as far as that is still in memory; null when that takes longer than a second: who
    /// asks asks again, because a grain that has to leave this silo waits for every answer that it owes.
    /// </summary>
    /// <param name="sequences">Their sequences.</param>
    /// <param name="keys">Their keys, in the same order.</param>
    /// <param name="isAgain">Whether they were asked for before: their batch may be lost, so the log is read.</param>
    [Alias("processed")]
    Task<DeliveriesWire[]?> WhenProcessedAsync(long[] sequences, Guid[] keys, bool isAgain);
}
