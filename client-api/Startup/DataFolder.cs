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

    /// <summary>The path of a file that only its owner can read, made empty when it is missing. SQLite gives its side files the same mode.</summary>
    /// <exception cref="StartupException">The folder or the file cannot be made.</exception>
    public static string MakePrivateFile(string folder, string name)
    {
        var path = Path.Combine(Make(folder), name);
        try
        {
            new FileStream(path, Private(FileMode.OpenOrCreate)).Dispose();
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StartupException.Folder($"The file {path} cannot be written: {exception.Message} Name another folder with --data.", exception);
        }
    }

    /// <summary>Keeps a text in a new file that only its owner can read; false when there is a file already.</summary>
    /// <exception cref="StartupException">The folder or the file cannot be made.</exception>
    public static bool TryWriteNew(string folder, string name, string text)
    {
        // Written beside it and then moved: whoever sees the file sees all of it.
        var path = Path.Combine(Make(folder), name);
        if (File.Exists(path)) return false;
        var fresh = $"{path}.{Environment.ProcessId}";
        try
        {
            using (var writer = new StreamWriter(fresh, Private(FileMode.Create))) writer.Write(text);
            File.Move(fresh, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StartupException.Folder($"The file {path} cannot be written: {exception.Message} Name another folder with --data.", exception);
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
        await using var writer = new StreamWriter(KeyPath(Make(folder)), Private(FileMode.Create));
        await writer.WriteLineAsync(key.AsMemory(), cancellationToken);
    }

    /// <summary>Where the development key is kept.</summary>
    public static string KeyPath(string folder) => Path.Combine(folder, KeyFile);

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
