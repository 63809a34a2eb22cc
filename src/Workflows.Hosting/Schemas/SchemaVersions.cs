using System.Globalization;

namespace Workflows.Hosting.Schemas;

/// <summary>The naming of versions: <c>payload.TicketCreated.v2</c> is version 2 of <c>payload.TicketCreated</c>.</summary>
internal static class SchemaVersions
{
    /// <summary>The ref of a version.</summary>
    public static string RefOf(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"{name}.v{version}");

    /// <summary>The newest version of a name among some refs; 0 when there is none.</summary>
    public static int Newest(string name, IEnumerable<string> refs) =>
        refs.Select(known => VersionOf(name, known)).DefaultIfEmpty().Max();

    private static int VersionOf(string name, string known) =>
        known.Length > name.Length + 2 && known.StartsWith(name, StringComparison.Ordinal)
        && known.AsSpan(name.Length).StartsWith(".v")
        && int.TryParse(known.AsSpan(name.Length + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;
}
