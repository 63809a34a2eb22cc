using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Tests.Faults;

/// <summary>Counts the operations of a store, and lets one of them go wrong.</summary>
internal sealed class FaultPlan(Fault fault, int at)
{
    private int operations;
    private volatile bool armed;

    /// <summary>The operations so far.</summary>
    public int Operations => Volatile.Read(ref operations);

    public Fault Fault => fault;

    /// <summary>Counts from here on.</summary>
    public void Arm() => armed = true;

    /// <summary>Counts no more: the engine has come to rest, and the test looks at the result.</summary>
    public void Disarm() => armed = false;

    /// <summary>Whether this operation goes wrong.</summary>
    public bool Strikes() => armed && Interlocked.Increment(ref operations) == at;

    public StoreException Exception() => new($"injected: {fault}", isTransient: fault != Fault.Error);
}
