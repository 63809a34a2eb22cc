using Workflows.Grains.Wire;

namespace Workflows.Grains.Triggers;

/// <summary>Processes one stream; the key is <c>tenant/type/lane</c>. Batches of appended events come over an Orleans stream.</summary>
[Alias("workflows.ITriggerGrain")]
internal interface ITriggerGrain : IGrainWithStringKey
{
    /// <summary>Has the trigger read its stream; answers at once.</summary>
    [Alias("poke")]
    Task PokeAsync();

    /// <summary>Answers when events were processed, with what they did as far as that is still in memory.</summary>
    /// <param name="sequences">Their sequences.</param>
    /// <param name="keys">Their keys, in the same order.</param>
    [Alias("processed")]
    [ResponseTimeout("00:10:30")]
    Task<DeliveriesWire[]> WhenProcessedAsync(long[] sequences, Guid[] keys);
}
