using Workflows.ClientApi.Configuration;
using Workflows.Hosting.Secrets;

namespace Workflows.ClientApi.Startup;

/// <summary>The master keys: read at the start, so that a wrong file ends it, and wraps of older keys are replaced.</summary>
internal sealed partial class SecretsStart(MasterKeys keys, SecretRewrap rewrap, ServerOptions options, ILogger<SecretsStart> logger)
{
    /// <summary>Checks the keys and rewraps what an older one wraps.</summary>
    /// <exception cref="StartupException">The keys cannot be read.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            keys.Reload();
        }
        catch (Exception exception) when (exception is IOException or FormatException or UnauthorizedAccessException)
        {
            throw StartupException.Options(
                $"The master keys of secrets cannot be read from {MasterKeySetup.PathOf(options)} (--secrets-key-file): {exception.Message}");
        }

        var rotation = await rewrap.RunAsync(cancellationToken);
        if (rotation.Rewrapped > 0) LogRewrapped(logger, rotation.Rewrapped, rotation.MasterKey);
        if (rotation.Failed > 0) LogFailed(logger, rotation.Failed, MasterKeySetup.PathOf(options));
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "{Count} secrets are wrapped by the master key {MasterKey} now")]
    private static partial void LogRewrapped(ILogger logger, int count, string masterKey);

    [LoggerMessage(
        EventId = 2302, Level = LogLevel.Error,
        Message = "{Count} secrets cannot be opened with the master keys of {File}; add the key that wrapped them")]
    private static partial void LogFailed(ILogger logger, int count, string file);
}

/// <summary>Where the master keys are.</summary>
internal static class MasterKeySetup
{
    private const string FileName = "secrets.key";

    /// <summary>Registers the master keys that the options name; the file in the data folder is made when it is missing.</summary>
    public static IServiceCollection AddMasterKeys(this IServiceCollection services, ServerOptions options) =>
        services.AddSingleton<SecretsStart>().AddSingleton(new MasterKeys(() =>
        {
            if (options.SecretsKeyFile is null) DataFolder.TryWriteNew(options.Data, FileName, MasterKeyRing.Create().Export());
            return MasterKeyRing.Parse(File.ReadAllText(PathOf(options)));
        }));

    /// <summary>The file with the keys.</summary>
    public static string PathOf(ServerOptions options) => options.SecretsKeyFile ?? Path.Combine(options.Data, FileName);
}
