namespace Workflows.Hosting.Changes;

/// <summary>The changes of one request, or of another flow of control that answers for what it changed.</summary>
public sealed class ChangeScope
{
    private readonly Lock gate = new();
    private List<Task>? told;
    private bool isClosed;

    internal ChangeScope()
    {
    }

    /// <summary>Where there is nobody to tell.</summary>
    internal static ChangeScope Nothing { get; } = new() { isClosed = true };

    /// <summary>Returns when every other process knows of the changes, or was tried; what is changed later is not gathered any more.</summary>
    public Task SettleAsync()
    {
        lock (gate)
        {
            isClosed = true;
            return told is null ? Task.CompletedTask : Task.WhenAll(told);
        }
    }

    internal void Add(Task telling)
    {
        lock (gate)
        {
            // Work that the request began may go on long after its answer.
            if (!isClosed) (told ??= []).Add(telling);
        }
    }
}
