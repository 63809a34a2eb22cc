using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Secrets;

/// <summary>
/// Decides which uses of a secret are written down: each run's first, up to <see cref="MaxPerHour"/> runs of a secret in an hour. A busy workflow
/// must not cost a write for every call.
/// </summary>
internal sealed class SecretAccessLog(TimeProvider clock)
{
    /// <summary>The most audit rows of one secret in one hour, from one host.</summary>
    public const int MaxPerHour = 60;

    private readonly Lock gate = new();
    private readonly Dictionary<(TenantId Tenant, string Name), Hour> hours = [];

    /// <summary>Whether a use leaves an audit row, and whether it moves the time of the last use.</summary>
    public (bool Audit, bool Touch) Note(TenantId tenant, string name, RunId run)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (!hours.TryGetValue((tenant, name), out var hour) || now - hour.Began >= TimeSpan.FromHours(1))
            {
                Forget(now);
                hours[(tenant, name)] = hour = new Hour(now);
            }

            var touch = now - hour.Touched >= TimeSpan.FromMinutes(1);
            if (touch) hour.Touched = now;
            return (hour.Runs.Count < MaxPerHour && hour.Runs.Add(run), touch);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        if (hours.Count < 10_000) return;
        foreach (var (key, hour) in hours)
            if (now - hour.Began >= TimeSpan.FromHours(1)) hours.Remove(key);
    }

    private sealed class Hour(DateTimeOffset began)
    {
        public DateTimeOffset Began => began;

        public DateTimeOffset Touched { get; set; } = DateTimeOffset.MinValue;

        public HashSet<RunId> Runs { get; } = [];
    }
}
