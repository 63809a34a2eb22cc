using Workflows.Abstractions.Storage;

namespace Workflows.Load.Floor;

/// <summary>The bare database doing the same writes, without a store in between.</summary>
public interface IFloor : IAsyncDisposable
{
    /// <summary>The store, for the rows that are there before the measurement and for the comparison.</summary>
    IStore Store { get; }

    /// <summary>The meter that sees all processes that take part.</summary>
    CpuMeter Meter { get; }

    /// <summary>Writes the rows of the steps, one transaction for each chunk.</summary>
    Task WriteAsync(IReadOnlyList<FloorStep[]> chunks);

    /// <summary>
    /// Does at once what the database does by itself in a minute: look at the rows that are new. A table that grew from nothing within that minute is
    /// planned for as if it were empty, which no table of a running server is.
    /// </summary>
    Task SettleAsync();
}
