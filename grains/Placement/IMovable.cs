namespace Workflows.Grains.Placement;

/// <summary>A grain that goes to the silo of its key when silos came or went; it lives there again with the next message.</summary>
internal interface IMovable : IGrainBase;
