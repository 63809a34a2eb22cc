using Workflows.Abstractions.Events;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Storage;
using Workflows.Catalog.Entries;
using Workflows.Engine.Contracts;
using Workflows.Engine.Triggers;
using Workflows.Expressions;
using Workflows.Hosting.Definitions;
using Workflows.Hosting.Triggers;
using Workflows.Schemas;

namespace Workflows.Hosting.Impact;

/// <summary>Puts stored events through schema and triggers once as they are and once as they would be. Starts nothing.</summary>
public sealed class EventReplay(IStore store, PlanCache plans, TimeProvider clock)
{
    private const int MaxExamples = 10;
    private const int PageSize = 200;
    private const string Rejected = "REJECTED";

    /// <summary>Compares what the latest events of a type do.</summary>
    internal async Task<EventImpact> CompareAsync(
        TenantId tenant, CatalogEntry entry, JsonSchema current, JsonSchema changed, ImpactQuestion question, CancellationToken cancellationToken)
    {
        var candidates = (await plans.GetTriggeredAsync(tenant, entry.TypeId, cancellationToken))
            .Where(candidate => candidate.Plan is not null)
            .Select(candidate => new Candidate(candidate, question.SchemaRef, changed))
            .ToList();
        var examples = new List<EventExample>();
        var (looked, newlyInvalid, newlyValid) = (0, 0, 0);
        EventKey? before = null;
        while (looked < question.Events)
        {
            var query = new EventQuery
            {
                Tenant = tenant, Type = entry.TypeId, Before = before, Limit = Math.Min(PageSize, question.Events - looked),
            };
            var page = await store.Events.ListAsync(query, cancellationToken);
            if (page.Count == 0) break;
            foreach (var stored in page)
            {
                looked++;
                before = stored.Key;
                var payload = JsonValue.Parse(stored.Payload);
                var isValid = current.IsValid(payload);
                var violation = changed.Validate(payload, SchemaValidationOptions.FirstError) is { IsValid: false } broken ? broken.Errors[0] : null;
                if (isValid && violation is not null)
                {
                    newlyInvalid++;
                    if (examples.Count < MaxExamples) examples.Add(new EventExample(stored.Id, violation.Message));
                }

                if (!isValid && violation is null) newlyValid++;
                foreach (var candidate in candidates)
                    candidate.Compare(stored, EventDescription.Of(stored, entry.EventType, payload), isValid ? null : string.Empty, violation?.Message, clock.GetUtcNow());
            }
        }

        return new EventImpact(entry.EventType, looked, newlyInvalid, newlyValid, examples, [.. candidates.Select(candidate => candidate.ToImpact())]);
    }

    /// <summary>A workflow that listens, with its contract as it is and as a version would have it that is published after the change.</summary>
    private sealed class Candidate
    {
        private readonly Engine.Plans.Plan plan;
        private readonly PayloadContract changedContract;
        private readonly Dictionary<(string Now, string Then), int> changes = [];
        private readonly List<EventExample> examples = [];

        public Candidate(TriggeredPlan triggered, string schemaRef, JsonSchema changed)
        {
            plan = triggered.Plan!;
            changedContract = plan.Contract.PayloadSchemaRef == schemaRef
                ? new PayloadContract(schemaRef, plan.Contract.SourceSchemaRef, changed)
                : plan.Contract;
        }

        public void Compare(StoredEvent stored, TriggerEvent @event, string? brokenNow, string? brokenThen, DateTimeOffset time)
        {
            var context = new EvaluationContext { Now = time };
            var (now, _) = brokenNow is null ? Decide(plan.Contract, @event, context) : (Rejected, brokenNow);
            var (then, message) = brokenThen is null ? Decide(changedContract, @event, context) : (Rejected, brokenThen);
            if (now == then) return;
            changes[(now, then)] = changes.GetValueOrDefault((now, then)) + 1;
            if (examples.Count < MaxExamples) examples.Add(new EventExample(stored.Id, message));
        }

        public OutcomeImpact ToImpact() => new(
            plan.Key, plan.Version, changes.Values.Sum(),
            [.. changes.OrderByDescending(change => change.Value).Select(change => new OutcomeChange(change.Key.Now, change.Key.Then, change.Value))],
            examples);

        private (string Outcome, string Message) Decide(PayloadContract contract, TriggerEvent @event, EvaluationContext context) =>
            TriggerMatcher.Decide(plan.Definition.Trigger!, contract, @event, context) switch
            {
                TriggerDecision.Filtered filtered => (filtered.Reason, string.Empty),
                TriggerDecision.Failed failed => (failed.Reason, failed.Message),
                _ => ("start", string.Empty),
            };
    }
}
