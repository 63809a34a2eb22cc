namespace Workflows.Schemas.Diffing;

/// <summary>What a change of a schema means for those who read the data.</summary>
public enum ChangeImpact
{
    /// <summary>What readers relied on still holds: all data of the new schema is data as they know it.</summary>
    Compatible,

    /// <summary>Data may now be in a way that the old schema ruled out, or lack what it had.</summary>
    Breaking,
}
