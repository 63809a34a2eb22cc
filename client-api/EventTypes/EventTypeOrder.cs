using System.Globalization;
using Workflows.Catalog.Entries;

namespace Workflows.ClientApi.EventTypes;

/// <summary>The orders of the catalog's list, as texts that are compared character by character; they are in cursors, too.</summary>
internal static class EventTypeOrder
{
    private const char Separator = '\u0001';

    /// <summary>The place of an entry in an order; the type makes it unique.</summary>
    public static string KeyOf(string sort, CatalogEntry entry, EventTypeFigures figures) => sort switch
    {
        "name" => $"{Cut(entry.Name)}{Separator}{entry.EventType}",
        "category" => $"{Cut(entry.Record.Category)}{Separator}{Cut(entry.Name)}{Separator}{entry.EventType}",
        "activity" => $"{LeastOf(figures.Metrics.GetValueOrDefault(entry.TypeId)?.Executions ?? 0)}{Separator}{entry.EventType}",
        _ => entry.EventType,
    };

    // Enough of a name to sort by, and little enough for a cursor.
    private static string Cut(string name) => (name.Length <= 20 ? name : name[..20]).ToUpperInvariant();

    // The most active comes first.
    private static string LeastOf(long executions) => (long.MaxValue - executions).ToString("D19", CultureInfo.InvariantCulture);
}
