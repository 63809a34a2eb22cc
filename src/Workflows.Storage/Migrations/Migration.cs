using System.Globalization;
using System.Reflection;
using Workflows.Abstractions.Storage;

namespace Workflows.Storage.Migrations;

/// <summary>A numbered step of the schema: <c>0001_layout.sql</c>, embedded in the store's assembly.</summary>
/// <param name="Number">1 for the first; unique. Numbers may be left out.</param>
/// <param name="Name">The file's name without its extension.</param>
/// <param name="Sql">The statements.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>The table that remembers which migrations were applied.</summary>
    public const string TableSql = """
        CREATE TABLE IF NOT EXISTS schema_version (number INT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_ms BIGINT NOT NULL)
        """;

    /// <summary>The migrations of an assembly, in order.</summary>
    public static IReadOnlyList<Migration> Load(Assembly assembly) =>
        [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name))];

    /// <summary>
    /// The migrations that a store still needs, in order: those whose number it has not applied, also when a higher one came first because
    /// it was finished earlier.
    /// </summary>
    /// <exception cref="StoreException">The store was migrated by a newer program.</exception>
    public static IEnumerable<Migration> Pending(IReadOnlyList<Migration> known, IReadOnlySet<int> applied)
    {
        if (applied.Except(known.Select(migration => migration.Number)).DefaultIfEmpty().Max() is not (> 0 and var unknown))
            return known.Where(migration => !applied.Contains(migration.Number));
        throw new StoreException(
            $"The store has schema {unknown}, which this program does not know: its newest is {known[^1].Number}. Start a newer version of "
            + "the program.",
            isTransient: false);
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var name = Path.GetFileNameWithoutExtension(resource);
        return new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
