using System.Text;

namespace Workflows.Hosting.Catalog;

/// <summary>The names of schemas that are registered with their entries.</summary>
internal static class SchemaNames
{
    private const int MaxLength = 160;

    /// <summary><c>payload.OrderPlaced</c> for <c>ORDER_PLACED</c> and for <c>order.placed</c>.</summary>
    public static string Of(string eventType)
    {
        var name = new StringBuilder("payload.");
        var isScreaming = !eventType.Any(char.IsAsciiLetterLower);
        var begins = true;
        foreach (var character in eventType)
        {
            if (!char.IsAsciiLetterOrDigit(character)) begins = true;
            else if (name.Length < MaxLength)
            {
                name.Append(begins ? char.ToUpperInvariant(character) : isScreaming ? char.ToLowerInvariant(character) : character);
                begins = false;
            }
        }

        return name.ToString();
    }
}
