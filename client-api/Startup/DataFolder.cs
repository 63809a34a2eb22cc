using Workflows.ClientApi.Configuration;

namespace Workflows.ClientApi.Startup;

/// <summary>The folder of what the server keeps on disk.</summary>
internal static class DataFolder
{
    private const string KeyFile = "dev.key";

    /// <summary>Makes the folder when it is missing.</summary>
    /// <exception cref="StartupException">It cannot be made.</exception>
    public static string Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StartupException.Folder(
                $"The data folder {folder} cannot be made: {exception.Message} Name another one with --data.", exception);
        }
    }

    /// <summary>The development key that was kept; null when there is none.</summary>
    public static async Task<string?> ReadKeyAsync(string folder, CancellationToken cancellationToken)
    {
        var path = KeyPath(folder);
        if (!File.Exists(path)) return null;
        var key = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
        return key.StartsWith(Auth.ApiKeyText.Prefix, StringComparison.Ordinal) ? key : null;
    }

    /// <summary>Keeps the development key where only its owner can read it.</summary>
    public static async Task WriteKeyAsync(string folder, string key, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(KeyPath(Make(folder)), options);
        await writer.WriteLineAsync(key.AsMemory(), cancellationToken);
    }

    /// <summary>Where the development key is kept.</summary>
    public static string KeyPath(string folder) => Path.Combine(folder, KeyFile);
}
