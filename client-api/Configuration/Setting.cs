namespace Workflows.ClientApi.Configuration;

/// <summary>
/// A setting of the server: <c>--name</c> on the command line, <c>WORKFLOWS_NAME</c> in the environment, or <c>name</c> in the section
/// <c>Workflows</c> of appsettings.json, the first of them that is there. docs/configuration.md lists them all.
/// </summary>
/// <param name="Name">The name on the command line and in appsettings.json.</param>
/// <param name="Default">The value without any configuration; empty for none.</param>
/// <param name="Description">One line for the help text.</param>
internal sealed record Setting(string Name, string Default, string Description)
{
    public static readonly Setting Store = new("store", "sqlite", "The database: sqlite or postgres.");
    public static readonly Setting Connection = new("connection", "", "The connection string of PostgreSQL.");
    public static readonly Setting Data = new("data", "./data", "The folder of the SQLite file and the development key.");
    public static readonly Setting SecretsKeyFile = new(
        "secrets-key-file", "", "The file with the master keys of secrets; secrets.key in the data folder, made when missing, when not set.");
    public static readonly Setting Urls = new("urls", "http://127.0.0.1:8080", "The addresses to listen on, separated by ';'.");
    public static readonly Setting Tenant = new("tenant", "dev", "The tenant of the development, admin and system keys and the samples.");
    public static readonly Setting AdminKey = new("admin-key", "", "An API key of the role admin, wfk_ and 32 or more characters.");
    public static readonly Setting SystemKey = new("system-key", "", "An API key of the role system-admin, wfk_ and 32 or more characters.");
    public static readonly Setting Samples = new("samples", "true", "Whether an empty tenant gets the sample workflows.");
    public static readonly Setting StartupTimeout = new("startup-timeout", "30", "Seconds that a start waits for the database, 0 to 600.");
    public static readonly Setting DrainDelay = new(
        "drain-delay", "0", "Seconds that a process that stops still listens, unready, so that a balancer sees it, 0 to 300.");
    public static readonly Setting ShutdownTimeout = new("shutdown-timeout", "30", "Seconds that a stop takes at most, 1 to 600.");
    public static readonly Setting JwtIssuer = new("jwt-issuer", "", "The issuer of accepted tokens.");
    public static readonly Setting JwtAudience = new("jwt-audience", "", "The audience of accepted tokens.");
    public static readonly Setting JwtKeys = new("jwt-keys", "", "The file with the issuer's keys (a JSON Web Key Set).");
    public static readonly Setting JwtTenantClaim = new("jwt-tenant-claim", "tenant", "The claim that names the tenant.");
    public static readonly Setting JwtRolesClaim = new("jwt-roles-claim", "roles", "The claim that lists the roles.");

    /// <summary>Every setting.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Store, Connection, Data, SecretsKeyFile, Urls, Tenant, AdminKey, SystemKey, Samples, StartupTimeout, DrainDelay, ShutdownTimeout,
        JwtIssuer, JwtAudience, JwtKeys, JwtTenantClaim, JwtRolesClaim,
    ];

    /// <summary>The prefix of the environment variables.</summary>
    public const string EnvironmentPrefix = "WORKFLOWS_";

    /// <summary>The environment variable.</summary>
    public string Environment => EnvironmentPrefix + Name.Replace('-', '_').ToUpperInvariant();
}
