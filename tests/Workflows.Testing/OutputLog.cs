namespace Workflows.Testing;

/// <summary>The lines that a process printed: the latest, and as many as a test may want to look through.</summary>
internal sealed class OutputLog
{
    private const int Kept = 20_000;
    private const int Shown = 50;
    private readonly Queue<string> lines = new();

    /// <summary>The last lines, for people.</summary>
    public string Tail
    {
        get
        {
            lock (lines) return string.Join('\n', lines.TakeLast(Shown));
        }
    }

    /// <summary>Takes a line; null is the end of the output.</summary>
    public void Add(string? line)
    {
        if (line is null) return;
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > Kept) lines.Dequeue();
        }
    }

    /// <summary>The lines with a text in them.</summary>
    public IReadOnlyList<string> Find(string text)
    {
        lock (lines) return [.. lines.Where(line => line.Contains(text, StringComparison.Ordinal))];
    }
}
