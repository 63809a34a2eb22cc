using Workflows.Hosting.Ingest;

namespace Workflows.Hosting.Catalog;

/// <summary>The rules for the texts of an entry.</summary>
internal static class EntryRules
{
    private static readonly string[] Statuses = ["active", "beta", "draft", "deprecated"];

    /// <summary>The first rule that an entry breaks; null when it is fine.</summary>
    public static Problem? Check(EntryChange change)
    {
        if (EnvelopeText.Check(change.Name, 200) is { } name) return CatalogProblems.BadText("name", name);
        if (EnvelopeText.Check(change.Category, 100) is { } category) return CatalogProblems.BadText("category", category);
        // Line breaks are fine in a description.
        var description = change.Description?.ReplaceLineEndings(" ").Replace('\t', ' ');
        if (description is { Length: > 0 } && EnvelopeText.Check(description, 2_000) is { } rule) return CatalogProblems.BadText("description", rule);
        if (!Statuses.Contains(change.Status)) return CatalogProblems.InvalidStatus;
        return change.SchemaRef is not null && !change.Schema.IsMissing ? CatalogProblems.SchemaTwice : null;
    }
}
