namespace Workflows.Grains.Members;

/// <summary>What a silo tells of itself.</summary>
[GenerateSerializer, Immutable, Alias("workflows.report")]
internal sealed class SiloReport
{
    [Id(0)]
    public Dictionary<string, int> Activations = [];

    [Id(1)]
    public long ProcessorMs;

    [Id(2)]
    public long MemoryBytes;

    [Id(3)]
    public DateTimeOffset Since;

    [Id(4)]
    public long Local;

    [Id(5)]
    public long Remote;

    [Id(6)]
    public long RemoteBytes;

    [Id(7)]
    public int Queued;
}
