namespace Workflows.Engine;

/// <summary>Finds the known name that a misspelt one most likely means.</summary>
public static class Nearest
{
    /// <summary>The nearest of the known names within the budget (1 edit up to 4 characters, 2 up to 8, else 3); null when none is near.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var budget = name.Length <= 4 ? 1 : name.Length <= 8 ? 2 : 3;
        string? best = null;
        var bestDistance = budget + 1;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - name.Length) > budget) continue;
            var distance = Distance(name, candidate, budget);
            if (distance >= bestDistance) continue;
            (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    /// <summary>Some known names that a misspelt one may mean, nearest first; with up to a third of its characters wrong.</summary>
    /// <param name="name">The misspelt name.</param>
    /// <param name="known">The known names.</param>
    /// <param name="count">At most so many.</param>
    public static IReadOnlyList<string> Several(string name, IEnumerable<string> known, int count = 5)
    {
        var budget = Math.Max(3, name.Length / 3);
        return
        [
            .. known.Where(candidate => Math.Abs(candidate.Length - name.Length) <= budget)
                .Select(candidate => (Name: candidate, Distance: Distance(name, candidate, budget)))
                .Where(candidate => candidate.Distance <= budget)
                .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(count).Select(candidate => candidate.Name),
        ];
    }

    private static int Distance(string left, string right, int budget)
    {
        if (left.Length > 256 || right.Length > 256) return int.MaxValue;
        Span<int> row = stackalloc int[right.Length + 1];
        for (var j = 0; j < row.Length; j++) row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var (diagonal, smallest) = (row[0], row[0] = i);
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
                smallest = Math.Min(smallest, cost);
            }

            if (smallest > budget) return int.MaxValue;
        }

        return row[right.Length];
    }
}
