namespace Workflows.Engine.Triggers;

/// <summary>At most so many starts by the trigger in any stretch of time that is as long as the window.</summary>
/// <param name="Count">1 to 10,000.</param>
/// <param name="Window">1 ms to 24 h.</param>
public sealed record TriggerThrottle(int Count, TimeSpan Window);
