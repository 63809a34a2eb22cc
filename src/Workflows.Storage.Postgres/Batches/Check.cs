using Npgsql;

namespace Workflows.Storage.Postgres.Batches;

/// <summary>A statement and the number of rows that it has to change; another number means that some commit is stale.</summary>
/// <param name="Command">The statement.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Fence">What it checks.</param>
internal readonly record struct Check(NpgsqlBatchCommand Command, int Rows, Fence Fence)
{
    /// <summary>The number of rows of a statement that is no fence.</summary>
    public const int AnyNumber = -1;

    /// <summary>Whether the statement, once run, changed what it had to.</summary>
    public bool Holds => Rows == AnyNumber || Command.RecordsAffected == Rows;
}

/// <summary>What a statement checks.</summary>
internal enum Fence
{
    /// <summary>The head of a stream.</summary>
    Head,

    /// <summary>The cursor of a stream.</summary>
    Cursor,

    /// <summary>Publisher ids.</summary>
    Dedupe,

    /// <summary>The revision of a run.</summary>
    Run,

    /// <summary>A wait that is to be resolved or removed.</summary>
    Wait,

    /// <summary>The revision of a held delivery.</summary>
    Held,

    /// <summary>The version of a workflow's gate.</summary>
    Gate,

    /// <summary>An idempotency key that must be new.</summary>
    StartKey,

    /// <summary>The due time of a schedule.</summary>
    Schedule,

    /// <summary>A human task that is to be changed.</summary>
    Task,

    /// <summary>A child run that is to be detached.</summary>
    Link,

    /// <summary>A row that must not exist yet.</summary>
    NewRow,
}
