using System.Diagnostics.CodeAnalysis;
using Workflows.Abstractions.Ids;
using Workflows.Engine.Contracts;

namespace Workflows.Engine.Runs;

/// <summary>The published workflows of a tenant, as the host knew them when the slice began. A fact of the slice, not a query.</summary>
public interface ICallableWorkflows
{
    /// <summary>Finds what a call names.</summary>
    /// <param name="key">The workflow's key.</param>
    /// <param name="version">The version; null for the latest published one.</param>
    /// <param name="target">The version to run.</param>
    /// <returns>Whether there is such a published version.</returns>
    bool TryFind(string key, int? version, [NotNullWhen(true)] out CalledWorkflow? target);
}

/// <summary>A published version that a run can call.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Key">Its key.</param>
/// <param name="Version">The version; 1 or more.</param>
/// <param name="Contract">What it asks of its payload.</param>
public sealed record CalledWorkflow(WorkflowId Workflow, string Key, int Version, PayloadContract Contract)
{
    /// <summary>Whether the workflow's runs are limited, so that the child may have to wait for its turn.</summary>
    public bool IsLimited { get; init; }
}
