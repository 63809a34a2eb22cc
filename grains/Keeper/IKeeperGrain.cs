namespace Workflows.Grains.Keeper;

/// <summary>What the cluster does once: recovery passes and the duties. There is one keeper.</summary>
[Alias("workflows.IKeeperGrain")]
internal interface IKeeperGrain : IGrainWithStringKey
{
    /// <summary>The key of the keeper.</summary>
    const string Key = "cluster";

    /// <summary>Asks for a recovery pass; answers at once.</summary>
    [Alias("recover")]
    Task RecoverAsync();

    /// <summary>Who has the duties, and since when.</summary>
    [Alias("describe")]
    Task<KeeperState> DescribeAsync();
}

/// <summary>What the keeper keeps about itself.</summary>
[GenerateSerializer, Immutable, Alias("workflows.keeper")]
internal sealed record KeeperState
{
    /// <summary>The silo that has the duties.</summary>
    [Id(0)]
    public string Silo { get; init; } = "";

    /// <summary>Since when.</summary>
    [Id(1)]
    public DateTimeOffset Since { get; init; }
}
