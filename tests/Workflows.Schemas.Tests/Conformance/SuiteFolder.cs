namespace Workflows.Schemas.Tests.Conformance;

/// <summary>Where the published JSON Schema suite is: <c>WORKFLOWS_CONFORMANCE_DATA</c>, or <c>../shared/data</c> beside the repository.</summary>
internal static class SuiteFolder
{
    public static string? Path { get; } = Find();

    private static string? Find()
    {
        string? root = Environment.GetEnvironmentVariable("WORKFLOWS_CONFORMANCE_DATA") ?? BesideRepository();
        string? folder = root is null ? null : System.IO.Path.Combine(root, "json-schema");
        return Directory.Exists(folder) ? folder : null;
    }

    private static string? BesideRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Orleans.Workflows.sln")))
                return System.IO.Path.Combine(folder.Parent?.FullName ?? "", "shared", "data");
        }
        return null;
    }
}
