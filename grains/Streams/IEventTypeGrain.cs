using Workflows.Grains.Wire;

namespace Workflows.Grains.Streams;

/// <summary>Appends events to one stream; the key is <c>tenant/type/lane</c>.</summary>
[Alias("workflows.IEventTypeGrain")]
internal interface IEventTypeGrain : IGrainWithStringKey
{
    /// <summary>Appends events; answers when they are durable, or with what became of each.</summary>
    [Alias("append")]
    Task<AppendedWire> AppendAsync(AppendWire events);
}
