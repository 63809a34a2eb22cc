using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.ClientApi.Tests.Docs;

/// <summary>One call of a document's <c>api</c> function and the answer that the document shows for it.</summary>
/// <param name="Address">The path and query.</param>
/// <param name="Method">The method.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="Shown">The JSON block that follows; null when another call comes first.</param>
internal sealed record ReadmeCommand(string Address, HttpMethod Method, string? Body, string? Shown);

/// <summary>Finds the calls in a Markdown document.</summary>
internal static partial class ReadmeCommands
{
    /// <summary>The calls in order.</summary>
    public static IReadOnlyList<ReadmeCommand> Read(string markdown)
    {
        var commands = new List<ReadmeCommand>();
        foreach (Match block in Blocks().Matches(markdown))
        {
            if (block.Groups[1].Value == "json" && commands.Count > 0) commands[^1] = commands[^1] with { Shown = block.Groups[2].Value };
            if (block.Groups[1].Value != "sh") continue;
            foreach (Match call in Calls().Matches(block.Groups[2].Value)) commands.Add(Parse(Words(call.Groups[1].Value)));
        }

        return commands;
    }

    private static ReadmeCommand Parse(List<string> words)
    {
        var body = words.IndexOf("-d") is var data and >= 0 ? words[data + 1] : null;
        var method = words.IndexOf("-X") is var verb and >= 0 ? new HttpMethod(words[verb + 1]) : body is null ? HttpMethod.Get : HttpMethod.Post;
        return new ReadmeCommand(words[0], method, body, null);
    }

    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        foreach (var character in line + " ")
        {
            if (quote == '\0' && character is '\'' or '"') quote = character;
            else if (character == quote) quote = '\0';
            else if (quote != '\0' || !char.IsWhiteSpace(character)) word.Append(character);
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }

    [GeneratedRegex(@"^```(sh|json)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    /// <summary>From <c>api</c> at the beginning of a line to the end of its last quoted word.</summary>
    [GeneratedRegex(@"^api ((?:'[^']*'|""[^""]*""|[^'""\n])+)$", RegexOptions.Multiline)]
    private static partial Regex Calls();
}
