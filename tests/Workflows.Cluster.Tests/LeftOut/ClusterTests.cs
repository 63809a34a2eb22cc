namespace Workflows.Cluster.Tests;

/// <summary>Stands for the tests of the cluster host where they cannot be built.</summary>
public sealed class ClusterTests
{
    [Fact(Skip = "the cluster tests were left out: Orleans' packages are not in this machine's package folder (docs/architecture.md)")]
    public void Cluster_WithoutOrleans_IsNotTested()
    {
    }
}
