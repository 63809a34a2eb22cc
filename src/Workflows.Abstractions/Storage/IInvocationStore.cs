using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Invocations;

namespace Workflows.Abstractions.Storage;

/// <summary>Keeps the uses of idempotency keys. Every method throws <see cref="StoreException"/> when the store fails.</summary>
public interface IInvocationStore
{
    /// <summary>
    /// Takes a key for a call: inserts the row, or replaces one whose call failed, or renews that of the same call. Returns the row as it stands
    /// then; the key is the caller's when it is started and of the same call.
    /// </summary>
    /// <param name="wanted">The call, started.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<InvocationRecord> ClaimAsync(InvocationRecord wanted, CancellationToken cancellationToken);

    /// <summary>Takes a key from a call that is over without an outcome; false when the row is not as it was seen any more.</summary>
    /// <param name="wanted">The call, started.</param>
    /// <param name="seen">The row of the other call.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<bool> TakeOverAsync(InvocationRecord wanted, InvocationRecord seen, CancellationToken cancellationToken);

    /// <summary>Stores the outcome of a started call; false when the key is not that call's any more.</summary>
    Task<bool> FinishAsync(InvocationRecord done, CancellationToken cancellationToken);

    /// <summary>The use of a key; null when there is none.</summary>
    Task<InvocationRecord?> GetAsync(TenantId tenant, Guid key, CancellationToken cancellationToken);
}
