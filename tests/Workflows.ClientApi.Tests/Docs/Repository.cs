namespace Workflows.ClientApi.Tests.Docs;

internal static class Repository
{
    /// <summary>The folder that holds Orleans.Workflows.sln.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Orleans.Workflows.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No Orleans.Workflows.sln above the tests."));
}
