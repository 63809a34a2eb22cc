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
}
