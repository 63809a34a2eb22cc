using System.Security.Cryptography;
using System.Text;
using Workflows.Abstractions.Ids;

namespace Workflows.Hosting.Actions;

/// <summary>A call under a key that its author gave.</summary>
/// <param name="Tenant">The owner.</param>
/// <param name="Run">The run.</param>
/// <param name="Number">The number of the call in the run.</param>
/// <param name="Hash">The first half of the SHA-256 of action, version and key.</param>
internal readonly record struct KeyedCall(TenantId Tenant, RunId Run, int Number, Guid Hash)
{
    /// <summary>A call of an action.</summary>
    public static KeyedCall Of(TenantId tenant, RunId run, int number, string action, int version, string key) => new(
        tenant, run, number,
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{action}\n{version}\n{key}")).AsSpan(0, 16), bigEndian: true));
}
