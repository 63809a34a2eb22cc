using System.Globalization;
using Workflows.Abstractions.Ids;

namespace Workflows.Grains;

/// <summary>The string keys of grains: the tenant first, its parts separated by <c>/</c>.</summary>
internal static class EntityKey
{
    /// <summary>The key of a stream's grains: <c>tenant/type/lane</c>.</summary>
    public static string Of(StreamId stream) =>
        string.Create(CultureInfo.InvariantCulture, $"{stream.Tenant.Value}/{stream.Type.Value}/{stream.Lane}");

    /// <summary>The key of a run's grain: <c>tenant/run</c>.</summary>
    public static string Of(TenantId tenant, RunId run) => string.Create(CultureInfo.InvariantCulture, $"{tenant.Value}/{run.Value:D}");

    /// <summary>The key of a workflow's grain: <c>tenant/workflow</c>.</summary>
    public static string Of(TenantId tenant, WorkflowId workflow) =>
        string.Create(CultureInfo.InvariantCulture, $"{tenant.Value}/{workflow.Value}");

    /// <summary>The key of a timer shard's grain.</summary>
    public static string OfShard(short shard) => shard.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the key of a stream's grains.</summary>
    public static StreamId Stream(string key)
    {
        var (tenant, rest) = Split(key);
        var (type, lane) = Split(rest);
        return new StreamId(new TenantId(Number(tenant)), new EventTypeId(Number(type)), (short)Number(lane));
    }

    /// <summary>Reads the key of a run's grain.</summary>
    public static (TenantId Tenant, RunId Run) Run(string key)
    {
        var (tenant, run) = Split(key);
        return (new TenantId(Number(tenant)), new RunId(Guid.ParseExact(run, "D")));
    }

    /// <summary>Reads the key of a workflow's grain.</summary>
    public static (TenantId Tenant, WorkflowId Workflow) Workflow(string key)
    {
        var (tenant, workflow) = Split(key);
        return (new TenantId(Number(tenant)), new WorkflowId(Number(workflow)));
    }

    /// <summary>Reads the key of a timer shard's grain.</summary>
    public static short Shard(string key) => (short)Number(key);

    private static (string Head, string Tail) Split(string key)
    {
        var at = key.IndexOf('/', StringComparison.Ordinal);
        return at > 0 ? (key[..at], key[(at + 1)..]) : throw new ArgumentException($"'{key}' is no key of an entity.", nameof(key));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
