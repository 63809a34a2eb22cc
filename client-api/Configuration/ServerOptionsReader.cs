using System.Globalization;
using System.Net;
using Microsoft.IdentityModel.Tokens;
using Workflows.ClientApi.Auth;

namespace Workflows.ClientApi.Configuration;

/// <summary>Checks the settings and makes the options.</summary>
internal static class ServerOptionsReader
{
    private const int MinKeyLength = 32;

    /// <summary>Reads the options.</summary>
    /// <exception cref="StartupException">A setting is wrong, or two do not go together.</exception>
    public static ServerOptions Read(IConfiguration host, string[] arguments)
    {
        var settings = new ServerSettings(host, arguments);
        var store = Store(settings[Setting.Store]);
        var options = new ServerOptions
        {
            Store = store,
            Connection = Connection(store, settings.Optional(Setting.Connection)),
            Data = Path.GetFullPath(settings[Setting.Data]),
            SecretsKeyFile = settings.Optional(Setting.SecretsKeyFile) is { } file ? Path.GetFullPath(file) : null,
            Urls = Urls(settings[Setting.Urls]),
            Tenant = Tenant(settings[Setting.Tenant]),
            AdminKey = Key(settings, Setting.AdminKey),
            SystemKey = Key(settings, Setting.SystemKey),
            Samples = Flag(Setting.Samples, settings[Setting.Samples]),
            StartupTimeout = Seconds(Setting.StartupTimeout, settings[Setting.StartupTimeout], 0, 600),
            DrainDelay = Seconds(Setting.DrainDelay, settings[Setting.DrainDelay], 0, 300),
            ShutdownTimeout = Seconds(Setting.ShutdownTimeout, settings[Setting.ShutdownTimeout], 1, 600),
            Jwt = Jwt(settings),
        };
        return options.HasCredentials ? options : OnLoopback(options);
    }

    private static StoreKind Store(string text) => text switch
    {
        "sqlite" => StoreKind.Sqlite,
        "postgres" => StoreKind.Postgres,
        _ => throw Wrong(Setting.Store, text, "sqlite or postgres"),
    };

    private static string? Connection(StoreKind store, string? text) => (store, text) switch
    {
        (StoreKind.Postgres, null) => throw StartupException.Options(
            "--store postgres needs --connection 'Host=…;Username=…;Password=…;Database=…' "
            + "(./dev db starts a private server and prints one)."),
        (StoreKind.Sqlite, not null) => throw StartupException.Options("--connection goes with --store postgres; SQLite takes --data."),
        _ => text,
    };

    private static string[] Urls(string text)
    {
        var urls = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var good = urls.Length > 0 && urls.All(url => url.StartsWith("http://", StringComparison.Ordinal)
            || url.StartsWith("https://", StringComparison.Ordinal));
        return good ? urls : throw Wrong(Setting.Urls, text, "http://host:port, several separated by ';'");
    }

    private static string Tenant(string text) =>
        text.Length is > 0 and <= 100 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? text
            : throw Wrong(Setting.Tenant, text, "1 to 100 letters, digits, '-', '_' or '.'");

    private static string? Key(ServerSettings settings, Setting setting) =>
        settings.Optional(setting) is not { } text
            ? null
            : text.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal) && text.Length >= ApiKeyText.Prefix.Length + MinKeyLength
                ? text
                : throw StartupException.Options(
                    $"--{setting.Name} must be {ApiKeyText.Prefix} followed by {MinKeyLength} or more random characters.");

    private static bool Flag(Setting setting, string text) =>
        bool.TryParse(text, out var value) ? value : throw Wrong(setting, text, "true or false");

    private static TimeSpan Seconds(Setting setting, string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= min && seconds <= max
            ? TimeSpan.FromSeconds(seconds)
            : throw Wrong(setting, text, string.Create(CultureInfo.InvariantCulture, $"whole seconds from {min} to {max}"));

    private static JwtOptions? Jwt(ServerSettings settings)
    {
        var parts = new[] { Setting.JwtIssuer, Setting.JwtAudience, Setting.JwtKeys };
        if (parts.All(part => settings.Optional(part) is null)) return null;
        if (parts.FirstOrDefault(part => settings.Optional(part) is null) is { } missing)
            throw StartupException.Options($"--{missing.Name} is missing; tokens need --jwt-issuer, --jwt-audience and --jwt-keys.");
        return new JwtOptions(
            settings[Setting.JwtIssuer], settings[Setting.JwtAudience], Keys(settings[Setting.JwtKeys]),
            settings[Setting.JwtTenantClaim], settings[Setting.JwtRolesClaim]);
    }

    private static IReadOnlyList<SecurityKey> Keys(string path)
    {
        try
        {
            var keys = new JsonWebKeySet(File.ReadAllText(path)).GetSigningKeys();
            return keys.Count > 0 ? [.. keys] : throw StartupException.Options($"The file {path} (--jwt-keys) holds no signing key.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw StartupException.Options($"The file {path} (--jwt-keys) is not a readable JSON Web Key Set: {exception.Message}");
        }
    }

    private static ServerOptions OnLoopback(ServerOptions options) =>
        options.Urls.FirstOrDefault(url => !IsLoopback(url)) is { } open
            ? throw StartupException.Options(
                $"{open} can be reached from other machines, and there is only the development key. "
                + "Configure credentials (--admin-key, or --jwt-issuer with its keys), or listen on 127.0.0.1.")
            : options;

    private static bool IsLoopback(string url)
    {
        var host = BindingAddress.Parse(url).Host;
        return host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }

    private static StartupException Wrong(Setting setting, string value, string expected) =>
        StartupException.Options($"--{setting.Name} is '{value}'; it must be {expected}.");
}
