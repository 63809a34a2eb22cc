namespace Workflows.Abstractions.Workers;

/// <summary>The open tasks of one topic, as they stand.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Waiting">Tasks that nobody has leased now.</param>
/// <param name="Lapsed">Those of them that a worker had, and neither answered nor kept.</param>
/// <param name="OldestWaiting">When the oldest task that waits was made; null when none waits.</param>
/// <param name="Workers">Who has tasks now, by name.</param>
public sealed record WorkerQueue(string Topic, int Waiting, int Lapsed, DateTimeOffset? OldestWaiting, IReadOnlyList<BusyWorker> Workers);

/// <summary>A worker that has leased tasks.</summary>
/// <param name="Name">What it calls itself.</param>
/// <param name="Tasks">How many tasks of the topic it has.</param>
/// <param name="LeasedUntil">Until when its last lease holds.</param>
public sealed record BusyWorker(string Name, int Tasks, DateTimeOffset LeasedUntil);
