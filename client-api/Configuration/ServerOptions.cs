using Microsoft.IdentityModel.Tokens;

namespace Workflows.ClientApi.Configuration;

/// <summary>The settings of the server, checked. <see cref="Setting"/> names them.</summary>
internal sealed record ServerOptions
{
    /// <summary>Which database holds everything.</summary>
    public required StoreKind Store { get; init; }

    /// <summary>The connection string of PostgreSQL; null for SQLite.</summary>
    public string? Connection { get; init; }

    /// <summary>The folder of the SQLite file and the development key, absolute.</summary>
    public required string Data { get; init; }

    /// <summary>The file with the master keys of secrets, absolute; null for one in the data folder that is made when it is missing.</summary>
    public string? SecretsKeyFile { get; init; }

    /// <summary>The addresses to listen on.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>The key of the tenant that the development key, the admin key and the samples belong to.</summary>
    public required string Tenant { get; init; }

    /// <summary>An API key of the role admin; null for none.</summary>
    public string? AdminKey { get; init; }

    /// <summary>An API key of the role <c>system-admin</c>; null when not configured.</summary>
    public string? SystemKey { get; init; }

    /// <summary>Whether the sample workflows are made in an empty tenant.</summary>
    public required bool Samples { get; init; }

    /// <summary>How long a start waits for the database.</summary>
    public required TimeSpan StartupTimeout { get; init; }

    /// <summary>How long a process that stops still listens and answers that it is not ready.</summary>
    public required TimeSpan DrainDelay { get; init; }

    /// <summary>How long after that a stop waits for requests, calls and turns that are under way.</summary>
    public required TimeSpan ShutdownTimeout { get; init; }

    /// <summary>Which tokens are accepted; null for none.</summary>
    public JwtOptions? Jwt { get; init; }

    /// <summary>Whether credentials were configured. Without them there is a development key, and only loopback is listened on.</summary>
    public bool HasCredentials => AdminKey is not null || Jwt is not null;
}

/// <summary>The databases.</summary>
internal enum StoreKind
{
    /// <summary>One file in the data folder.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server.</summary>
    Postgres,
}

/// <summary>Which tokens are accepted.</summary>
/// <param name="Issuer">The <c>iss</c> claim.</param>
/// <param name="Audience">The <c>aud</c> claim.</param>
/// <param name="Keys">The issuer's keys.</param>
/// <param name="TenantClaim">The claim that names the tenant.</param>
/// <param name="RolesClaim">The claim that lists the roles.</param>
internal sealed record JwtOptions(
    string Issuer, string Audience, IReadOnlyList<SecurityKey> Keys, string TenantClaim, string RolesClaim);
