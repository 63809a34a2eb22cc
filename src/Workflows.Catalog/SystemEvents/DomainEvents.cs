using Workflows.Abstractions.Json;

namespace Workflows.Catalog.SystemEvents;

/// <summary>The domain events and sample payloads that are built in.</summary>
public static class DomainEvents
{
    private static readonly Lazy<IReadOnlyList<DomainEvent>> Events = new(ReadEvents);
    private static readonly Lazy<IReadOnlyList<SamplePayload>> Payloads = new(ReadPayloads);

    /// <summary>All domain events, in the order of the list.</summary>
    public static IReadOnlyList<DomainEvent> All => Events.Value;

    /// <summary>Realistic payloads for some of them.</summary>
    public static IReadOnlyList<SamplePayload> Samples => Payloads.Value;

    private static List<DomainEvent> ReadEvents()
    {
        var events = new List<DomainEvent>();
        foreach (var entry in Read("domain-events.json").EnumerateArray())
            events.Add(ReadEvent(entry));
        return events;
    }

    private static DomainEvent ReadEvent(JsonValue entry) => new()
    {
        EventType = entry["eventType"].GetString(),
        Name = entry["name"].GetString(),
        Category = entry["category"].GetString(),
        Description = entry["description"].GetString(),
        Status = entry["status"].GetString(),
        Tier = Enum.Parse<DomainEventTier>(entry["tier"].GetString(), ignoreCase: true),
        IsCatalogOnly = entry["catalogOnly"].GetBoolean(),
        CatalogOnlyReason = entry.TryGetProperty("catalogOnlyReason", out var reason) ? reason.GetString() : null,
        PayloadSchemaRef = entry["payloadSchemaRef"].GetString(),
        Supersedes = Names(entry["supersedes"]),
        SupersededBy = [.. Names(entry["supersededBy"]), .. Names(entry["legacyOf"])],
        Fields = entry["fields"],
    };

    private static List<SamplePayload> ReadPayloads()
    {
        var payloads = new List<SamplePayload>();
        foreach (var category in Read("sample-payloads.json").EnumerateObject())
        {
            foreach (var sample in category.Value.EnumerateArray())
                payloads.Add(new SamplePayload(
                    sample["eventType"].GetString(), sample["scenario"].GetString(), sample["payload"]));
        }
        return payloads;
    }

    private static List<string> Names(JsonValue list)
    {
        var names = new List<string>();
        foreach (var name in list.EnumerateArray())
            names.Add(name.GetString());
        return names;
    }

    private static JsonValue Read(string resource)
    {
        using var stream = typeof(DomainEvents).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource '{resource}' is not embedded.");
        byte[] text = new byte[stream.Length];
        stream.ReadExactly(text);
        return JsonValue.Parse(text);
    }
}
