namespace Workflows.ClientApi.Configuration;

/// <summary>Finds the values of the settings.</summary>
internal sealed class ServerSettings
{
    // What the web host itself understands on the command line.
    private static readonly string[] HostKeys = ["environment", "contentRoot", "applicationName", "webroot"];
    private static readonly string[] HostSections = ["Logging:", "Kestrel:", "Workflows:engine:"];

    private readonly IConfiguration file;
    private readonly IConfiguration environment;
    private readonly IConfiguration commandLine;

    /// <summary>Collects the sources.</summary>
    /// <exception cref="StartupException">The command line has an option that does not exist.</exception>
    public ServerSettings(IConfiguration host, string[] arguments)
    {
        file = host.GetSection("Workflows");
        environment = new ConfigurationBuilder().AddEnvironmentVariables(Setting.EnvironmentPrefix).Build();
        commandLine = ReadCommandLine(arguments);
        var given = commandLine.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key);
        var unknown = given.Where(key => !IsKnown(key)).Order().ToArray();
        if (unknown.Length > 0) throw StartupException.Options($"There is no option --{unknown[0]}. The options:\n{Help()}");
    }

    /// <summary>The value of a setting; its default when nothing is configured.</summary>
    public string this[Setting setting] =>
        commandLine[setting.Name] ?? environment[setting.Environment[Setting.EnvironmentPrefix.Length..]] ?? file[setting.Name]
        ?? setting.Default;

    /// <summary>The value of a setting; null when it is empty.</summary>
    public string? Optional(Setting setting) => this[setting] is { Length: > 0 } value ? value : null;

    /// <summary>The table of all settings.</summary>
    public static string Help() => string.Join('\n', Setting.All.Select(setting =>
        $"  --{setting.Name,-18} {setting.Description}{(setting.Default.Length > 0 ? $" Default: {setting.Default}" : "")}"));

    private static IConfiguration ReadCommandLine(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
                throw StartupException.Options($"'{arguments[i]}' is not an option. The options:\n{Help()}");
            if (!arguments[i].Contains('=', StringComparison.Ordinal) && ++i == arguments.Length)
                throw StartupException.Options($"The option {arguments[^1]} needs a value. The options:\n{Help()}");
        }

        return new ConfigurationBuilder().AddCommandLine(arguments).Build();
    }

    private static bool IsKnown(string key) =>
        Setting.All.Any(setting => setting.Name == key)
        || HostKeys.Contains(key, StringComparer.OrdinalIgnoreCase)
        || HostSections.Any(section => (key + ":").StartsWith(section, StringComparison.OrdinalIgnoreCase));
}
