using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Invocations;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Runs;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Entities;
using Workflows.Hosting.Protection;
using Workflows.Hosting.Runs;

namespace Workflows.Hosting.Actions;

/// <summary>
/// Idempotency keys that authors give span runs: under one key of a tenant, for one action, one call is under way at a time; one that succeeded
/// answers all later ones from its stored output, and after one that failed the next is made. The engine's own keys need none of this.
/// </summary>
public sealed partial class KeyedInvocations(
    IStore store, PlanCache plans, IValueProtector protector, TimeProvider clock, IOptions<WorkflowsOptions> options, ILogger<KeyedInvocations> logger)
{
    private const string Purpose = "invocation-output";

    /// <summary>A call that waits for a key looks so often whether another process has finished with it; this one is told.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan StoreAgain = TimeSpan.FromSeconds(1);
    private readonly Dictionary<(TenantId Tenant, Guid Key), List<Action>> waiting = [];
    private readonly Lock gate = new();

    /// <summary>Takes a call's key.</summary>
    /// <param name="call">The call.</param>
    /// <exception cref="StoreException">The store cannot be reached.</exception>
    internal async Task<KeyClaim> ClaimAsync(KeyedCall call)
    {
        var wanted = ToRecord(call);
        var row = await store.Invocations.ClaimAsync(wanted, CancellationToken.None);
        if (row.Status == InvocationStatus.Succeeded) return KeyClaim.Of(ReadOutput(row));
        if (row.IsOf(wanted)) return KeyClaim.Mine;
        if (row.LeaseUntil > wanted.UpdatedAt || await PendingCalls.IsPendingAsync(store, plans, row.Tenant, row.Run, row.Number, CancellationToken.None))
            return KeyClaim.Taken;

        // Its run has dropped the call, and no process can be at it any more: nobody will tell what became of it.
        return await store.Invocations.TakeOverAsync(wanted, row, CancellationToken.None) ? KeyClaim.Mine : KeyClaim.Taken;
    }

    /// <summary>Calls back once, when the call that has the key is over, or may be.</summary>
    /// <exception cref="StoreException">The store cannot be reached; it calls back all the same.</exception>
    internal async Task WhenFreeAsync(KeyedCall call, Action again)
    {
        var place = (call.Tenant, call.Hash);
        lock (gate)
        {
            if (!waiting.TryGetValue(place, out var calls)) waiting.Add(place, calls = []);
            calls.Add(again);
        }

        Delayed.Post(clock, LookAgain, CallOnce);

        // The other call may have ended before this one was in the list.
        if (await store.Invocations.GetAsync(call.Tenant, call.Hash, CancellationToken.None) is not { Status: InvocationStatus.Started }) CallOnce();

        void CallOnce()
        {
            if (TryLeave(place, again)) again();
        }
    }

    private bool TryLeave((TenantId Tenant, Guid Key) place, Action again)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(place, out var calls) || !calls.Remove(again)) return false;
            if (calls.Count == 0) waiting.Remove(place);
            return true;
        }
    }

    private void Wake((TenantId Tenant, Guid Key) place)
    {
        List<Action>? calls;
        lock (gate) waiting.Remove(place, out calls);
        foreach (var again in calls ?? []) again();
    }

    /// <summary>Stores what became of a call, and then tells it; when the store is lost it is tried until it is there.</summary>
    internal async Task FinishAsync(KeyedCall call, ActionResult result, Action tell)
    {
        try
        {
            var done = ToRecord(call) with
            {
                Status = result.Failure is null ? InvocationStatus.Succeeded : InvocationStatus.Failed,
                Output = result.Failure is null ? protector.Protect(call.Tenant, Purpose, OrNull(result.Output).ToUtf8()) : default,
            };
            await store.Invocations.FinishAsync(done, CancellationToken.None);
        }
        catch (StoreException exception)
        {
            LogNotStored(logger, exception, call.Run);
            Delayed.Post(clock, StoreAgain, () => _ = FinishAsync(call, result, tell));
            return;
        }

        tell();
        Wake((call.Tenant, call.Hash));
    }

    /// <summary>The other run whose call has the key; null when none has.</summary>
    internal async Task<RunId?> FindOtherAsync(KeyedCall call, CancellationToken cancellationToken) =>
        await store.Invocations.GetAsync(call.Tenant, call.Hash, cancellationToken) is { Status: InvocationStatus.Started } row
        && !row.IsOf(ToRecord(call))
            ? row.Run
            : null;

    private InvocationRecord ToRecord(KeyedCall call)
    {
        var now = clock.GetUtcNow();
        return new InvocationRecord
        {
            Tenant = call.Tenant, Key = call.Hash, Run = call.Run, Number = call.Number, Status = InvocationStatus.Started,
            LeaseUntil = now + options.Value.ActionTimeout, UpdatedAt = now,
        };
    }

    private ActionResult ReadOutput(InvocationRecord row)
    {
        try
        {
            return ActionResult.Success(JsonValue.Parse(protector.Unprotect(row.Tenant, Purpose, row.Output.Span)));
        }
        catch (CryptographicException exception)
        {
            return ActionResult.Fail(
                FailureCategory.ActionError, "IDEMPOTENT_OUTPUT_UNREADABLE",
                $"The call was made under its idempotency key before, and the stored output cannot be opened: {exception.Message}");
        }
    }

    private static JsonValue OrNull(JsonValue value) => value.IsMissing ? JsonValue.Null : value;

    [LoggerMessage(EventId = 1303, Level = LogLevel.Warning, Message = "The outcome of a call of run {Run} under an author's key could not be stored; it is tried again")]
    private static partial void LogNotStored(ILogger logger, Exception exception, RunId run);
}
