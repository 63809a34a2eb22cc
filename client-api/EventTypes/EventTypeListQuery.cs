using Microsoft.AspNetCore.Mvc;
using Workflows.Catalog.Entries;

namespace Workflows.ClientApi.EventTypes;

/// <summary>Selects event types.</summary>
/// <param name="Search">A part of the type, name or description, in any case.</param>
/// <param name="Category">Only this category.</param>
/// <param name="Status">Only this status: active, beta, draft or deprecated.</param>
/// <param name="Source">Only entries of the system or of the tenant.</param>
/// <param name="Sort">type (the default), name, category (then name) or activity (events of seven days, most first).</param>
/// <param name="Cursor">The nextCursor of the page before, in the same order.</param>
/// <param name="Limit">At most so many, 1 to 200; 50 when absent.</param>
internal sealed record EventTypeListQuery(
    [FromQuery] string? Search, [FromQuery] string? Category, [FromQuery] string? Status, [FromQuery] string? Source,
    [FromQuery] string? Sort, [FromQuery] string? Cursor, [FromQuery] string? Limit);

/// <summary>The parts of a query that an entry is matched against.</summary>
internal sealed record EventTypeFilter(string? Search, string? Category, string? Status, string? Source)
{
    /// <summary>Whether an entry passes.</summary>
    public bool Matches(CatalogEntry entry) =>
        (Category is null || entry.Record.Category.Equals(Category, StringComparison.OrdinalIgnoreCase))
        && (Status is null || entry.Status == Status)
        && (Source is null || entry.IsSystem == (Source == "system"))
        && (Search is null || Contains(entry.EventType) || Contains(entry.Name) || Contains(entry.Record.Description));

    private bool Contains(string? text) => text?.Contains(Search!, StringComparison.OrdinalIgnoreCase) == true;
}
