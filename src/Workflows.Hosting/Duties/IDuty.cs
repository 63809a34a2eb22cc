namespace Workflows.Hosting.Duties;

/// <summary>
/// Background work that one process of the host does for all of them: a service that the host starts while this process has the duties, and
/// stops when they go to another one. For a moment two processes may have them, so it must be harmless when done twice.
/// </summary>
public interface IDuty
{
    /// <summary>Begins, for the first time or again; returns at once.</summary>
    void Start();

    /// <summary>Begins nothing more, and returns when nothing is under way.</summary>
    Task StopAsync();
}
