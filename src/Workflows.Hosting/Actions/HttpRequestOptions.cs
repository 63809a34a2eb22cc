using System.ComponentModel.DataAnnotations;

namespace Workflows.Hosting.Actions;

/// <summary>What <c>http.request</c> may reach.</summary>
public sealed class HttpRequestOptions
{
    /// <summary>The hosts that may be called: names, or <c>*.example.com</c> for all names below; empty refuses every call, <c>*</c> allows all.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Whether loopback, private and link-local addresses may be called.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>The largest answer that is read, in bytes.</summary>
    [Range(1, 64 * 1024 * 1024)]
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>How many redirects are followed; each target is checked like the first address.</summary>
    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 5;
}
