using Microsoft.Data.Sqlite;
using Workflows.Abstractions.Storage;
using Workflows.Storage.Sqlite.Connections;

namespace Workflows.Storage.Sqlite.Batches;

/// <summary>
/// One batch. The first try trusts that no commit fails, which is nearly always so, and does without savepoints, since each would copy the
/// pages that it touches. When a commit fails, everything is rolled back and done again with one savepoint a commit.
/// </summary>
internal sealed class BatchTransaction(IReadOnlyList<Commit> batch)
{
    /// <summary>Whether the end of the transaction was begun.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>Writes the batch; errors that concern all of it are thrown, with the transaction still open.</summary>
    public CommitOutcome[] Write(WriteSession session)
    {
        var applier = new CommitApplier(session.Statements);
        var outcomes = new CommitOutcome[batch.Count];
        Array.Fill(outcomes, CommitOutcome.Committed.Instance);

        session.Begin();
        if (FirstFailure(applier) is { } failure)
        {
            session.Rollback();
            if (batch.Count == 1) return [failure];
            applier.Reset();
            session.Begin();
            ApplyOneByOne(session.Statements, applier, outcomes);
        }

        applier.WriteCounters();
        IsEnding = true;
        session.Commit();
        return outcomes;
    }

    private CommitOutcome? FirstFailure(CommitApplier applier)
    {
        foreach (var commit in batch)
        {
            if (TryApply(applier, commit) is { } failure) return failure;
        }

        return null;
    }

    private void ApplyOneByOne(CommitStatements statements, CommitApplier applier, CommitOutcome[] outcomes)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            statements.Savepoint.Run();
            if (TryApply(applier, batch[i]) is { } failure)
            {
                outcomes[i] = failure;
                statements.RollbackTo.Run();
            }

            statements.Release.Run();
        }
    }

    /// <summary>An error that trying again does not mend is the fault of the commit's own data, so only that commit fails.</summary>
    private static CommitOutcome? TryApply(CommitApplier applier, Commit commit)
    {
        try
        {
            return applier.Apply(commit);
        }
        catch (SqliteException error) when (!SqliteErrors.IsTransient(error.SqliteErrorCode) && SqliteErrors.SparesConnection(error.SqliteErrorCode))
        {
            return new CommitOutcome.Failed(SqliteErrors.Wrap(error));
        }
    }
}
