namespace Workflows.Hosting.Entities;

/// <summary>Delays that double from 50 ms to 5 s: how long an entity leaves a failing store alone.</summary>
internal struct Backoff
{
    private int failures;

    /// <summary>The delay after one more failure.</summary>
    public TimeSpan Next() => TimeSpan.FromMilliseconds(Math.Min(50 << Math.Min(failures++, 7), 5_000));

    /// <summary>Begins anew.</summary>
    public void Reset() => failures = 0;
}
