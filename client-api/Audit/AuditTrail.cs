using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Tenancy;
using Workflows.Hosting.Tenancy;

namespace Workflows.ClientApi.Audit;

/// <summary>Makes the audit rows of what the gateway changes itself.</summary>
internal sealed class AuditTrail(IdSource ids)
{
    /// <summary>A row, now.</summary>
    public AuditRecord Row(Caller caller, string operation, string subject, params ReadOnlySpan<(string Name, string Value)> details)
    {
        var builder = new JsonObjectBuilder();
        foreach (var (name, value) in details) builder.Add(name, JsonValue.From(value));
        return new AuditRecord(ids.Next(), caller.Tenant, caller.Actor, operation, subject, builder.Build().ToUtf8());
    }
}
