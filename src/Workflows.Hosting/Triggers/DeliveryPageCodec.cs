using System.Buffers;
using System.Text.Json;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;

namespace Workflows.Hosting.Triggers;

/// <summary>
/// The body of a delivery page: a JSON array with one array for each event that did something, <c>[sequence, entry, …]</c>; an entry is
/// <c>[workflow, version, outcome, run, reason, message]</c>, cut after its last value. An event that is not on the page did nothing.
/// </summary>
internal static class DeliveryPageCodec
{
    public static ReadOnlyMemory<byte> Encode(IEnumerable<(long Sequence, IReadOnlyList<DeliveryEntry> Entries)> events)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartArray();
        foreach (var (sequence, entries) in events)
        {
            if (entries.Count == 0) continue;
            writer.WriteStartArray();
            writer.WriteNumberValue(sequence);
            foreach (var entry in entries) Write(writer, entry);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    public static IReadOnlyList<DeliveryEntry> Decode(DeliveryPage page, long sequence)
    {
        foreach (var item in JsonValue.Parse(page.Body).EnumerateArray())
        {
            if (!item[0].TryGetInt64(out var number) || number != sequence) continue;
            var entries = new DeliveryEntry[item.Count - 1];
            for (var i = 0; i < entries.Length; i++) entries[i] = Read(item[i + 1]);
            return entries;
        }

        return [];
    }

    private static void Write(Utf8JsonWriter writer, in DeliveryEntry entry)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(entry.Workflow.Value);
        writer.WriteNumberValue(entry.Version);
        writer.WriteNumberValue((int)entry.Outcome);
        if (entry.Run is { } run) writer.WriteStringValue(run.Value);
        else if (entry.Reason is not null) writer.WriteNullValue();
        if (entry.Reason is { } reason) writer.WriteStringValue(reason);
        if (entry.Message is { } message) writer.WriteStringValue(message);
        writer.WriteEndArray();
    }

    private static DeliveryEntry Read(JsonValue value)
    {
        value[0].TryGetInt64(out var workflow);
        value[1].TryGetInt64(out var version);
        value[2].TryGetInt64(out var outcome);
        var run = value[3].Kind == JsonKind.String ? new RunId(Guid.Parse(value[3].GetString())) : (RunId?)null;
        return new DeliveryEntry(new WorkflowId((int)workflow), (int)version, (DeliveryOutcome)outcome, run, Text(value[4]), Text(value[5]));
    }

    private static string? Text(JsonValue value) => value.Kind == JsonKind.String ? value.GetString() : null;
}
