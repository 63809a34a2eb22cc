using System.Diagnostics.CodeAnalysis;
using Workflows.Abstractions.Json;
using Workflows.Engine.Actions;
using Workflows.Engine.Contracts;
using Workflows.Engine.Triggers;

namespace Workflows.Engine.Definitions.Checks;

/// <summary>What surrounds a definition: the host gathers it, the checks only read it.</summary>
public sealed record ValidationContext
{
    private const string UriPrefix = "schema:///";

    /// <summary>The registered actions.</summary>
    public required IActionCatalog Actions { get; init; }

    /// <summary>The event types of the tenant's catalog by name.</summary>
    public required IReadOnlyDictionary<string, KnownEvent> Events { get; init; }

    /// <summary>The schemas that the definition, its events and these schemas themselves refer to, by ref.</summary>
    public IReadOnlyDictionary<string, KnownSchema> Schemas { get; init; } = new Dictionary<string, KnownSchema>();

    /// <summary>All refs of the registry, for suggestions.</summary>
    public IReadOnlyCollection<string> SchemaRefs { get; init; } = [];

    /// <summary>The tenant's secrets by name; null when they are not known, and names are not checked then.</summary>
    public IReadOnlyDictionary<string, KnownSecret>? Secrets { get; init; }

    /// <summary>
    /// The workflows that the definition calls, and those that they call, by key; null when they are not known, and calls are not checked then.
    /// </summary>
    public IReadOnlyDictionary<string, KnownWorkflow>? Workflows { get; init; }

    /// <summary>The keys of the tenant's workflows, for suggestions.</summary>
    public IReadOnlyCollection<string> WorkflowKeys { get; init; } = [];

    /// <summary>The present; null when a moment may have passed, as in a definition that is moved from elsewhere.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Says what is wrong with the times and the days of a recurring trigger; null not to check them.</summary>
    public Func<ScheduleTrigger, ScheduleFault?>? CheckCron { get; init; }

    /// <summary>The key of the workflow that the definition belongs to; null when it is not saved.</summary>
    public string? Workflow { get; init; }

    /// <summary>A schema by ref.</summary>
    public bool TryGetSchema(string? schemaRef, [NotNullWhen(true)] out KnownSchema? schema)
    {
        schema = null;
        return schemaRef is not null && Schemas.TryGetValue(schemaRef, out schema);
    }

    /// <summary>The document that a <c>$ref</c> of a schema leads to; Missing when it is not known.</summary>
    public JsonValue Resolve(string reference) => TryGetSchema(RefOf(reference), out var schema) ? schema.Document : default;

    /// <summary>The ref that a <c>$ref</c> to another document names: <c>schema:///payload.Address.v1#</c> is <c>payload.Address.v1</c>.</summary>
    public static string RefOf(string reference)
    {
        var name = reference.StartsWith(UriPrefix, StringComparison.Ordinal) ? reference[UriPrefix.Length..] : reference;
        return name.TrimEnd('#');
    }
}

/// <summary>An event type of the catalog.</summary>
/// <param name="Name">The event type.</param>
/// <param name="PayloadSchemaRef">The schema of its payload; null when the entry has none.</param>
/// <param name="Status"><c>active</c>, <c>beta</c>, <c>draft</c> or <c>deprecated</c>.</param>
public sealed record KnownEvent(string Name, string? PayloadSchemaRef, string Status = "active");

/// <summary>A schema of the registry.</summary>
/// <param name="Ref">Its ref.</param>
/// <param name="Status"><c>draft</c>, <c>active</c> or <c>deprecated</c>.</param>
/// <param name="Document">The schema.</param>
/// <param name="Problem">Why it cannot be compiled; null when it can.</param>
public sealed record KnownSchema(string Ref, string Status, JsonValue Document, string? Problem = null);

/// <summary>A secret, without its value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsStale">Whether its value has not been changed for 90 days.</param>
/// <param name="IsForgotten">Whether it is there for 90 days, and no call has ever used it.</param>
public sealed record KnownSecret(string Name, bool IsStale, bool IsForgotten = false);

/// <summary>A workflow that others may call.</summary>
/// <param name="Key">Its key.</param>
/// <param name="PublishedVersion">The newest published version; 0 when none is.</param>
/// <param name="Calls">The workflows that the newest version calls.</param>
public sealed record KnownWorkflow(string Key, int PublishedVersion, IReadOnlyList<WorkflowCall> Calls)
{
    /// <summary>The contracts of the versions that the definition calls, as far as they are published.</summary>
    public IReadOnlyDictionary<int, VersionContract> Contracts { get; init; } = new Dictionary<int, VersionContract>();
}
