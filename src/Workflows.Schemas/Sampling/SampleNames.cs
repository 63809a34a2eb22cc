using System.Globalization;
using System.Text;

namespace Workflows.Schemas.Sampling;

/// <summary>Guesses from a field's name what text it holds.</summary>
internal static class SampleNames
{
    /// <summary>The words of a camelCase, snake_case or kebab-case name, in small letters; at least one, maybe empty.</summary>
    public static IReadOnlyList<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (char unit in name)
        {
            bool isBreak = !char.IsLetterOrDigit(unit);
            if ((isBreak || char.IsUpper(unit)) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            if (!isBreak)
                word.Append(char.ToLowerInvariant(unit));
        }
        if (word.Length > 0 || words.Count == 0)
            words.Add(word.ToString());
        return words;
    }

    public static string Text(string name, SampleOptions options, SampleRandom random)
    {
        var words = Words(name);
        string last = words[^1];
        if (last is "email" or "address" && words.Contains("email"))
            return Email(random);
        if (last == "number" && words.Any(word => word is "phone" or "mobile" or "fax"))
            last = "phone";
        return last switch
        {
            "id" or "ids" or "key" or "ref" or "reference" or "number" => Identifier(words, random),
            "at" or "on" or "timestamp" => SampleFormats.Of("date-time", name, options, random)!,
            "date" => SampleFormats.Of("date", name, options, random)!,
            "name" => NameOf(words, random),
            "url" or "link" or "uri" or "href" or "website" => $"https://app.example.com/{Slug(name)}/{random.Between(100, 999)}",
            _ => SampleWords.Find(last) is { } list ? random.Pick(list) : Phrase(words, random),
        };
    }

    public static string Email(SampleRandom random) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{random.Pick(SampleWords.FirstNames)}.{random.Pick(SampleWords.LastNames)}@example.com").ToLowerInvariant();

    public static string Slug(string name) => name.Length == 0 ? "items" : string.Join('-', Words(name)) is { Length: > 0 } slug
        && slug.All(char.IsAsciiLetterOrDigit) ? slug : "items";

    private static string Identifier(IReadOnlyList<string> words, SampleRandom random)
    {
        string noun = words.Count > 1 ? words[^2] : "item";
        return noun == "tenant" ? "tenant-northwind" : $"{noun}-{random.Between(1000, 9999)}";
    }

    private static string NameOf(IReadOnlyList<string> words, SampleRandom random)
    {
        string first = random.Pick(SampleWords.FirstNames);
        string family = random.Pick(SampleWords.LastNames);
        return (words.Count > 1 ? words[^2] : "") switch
        {
            "first" or "given" => first,
            "last" or "family" => family,
            "company" or "client" or "organization" or "organisation" or "account" or "vendor" or "customer" or "tenant" =>
                random.Pick(SampleWords.Companies),
            "file" or "document" or "attachment" => random.Pick(["invoice-2041.pdf", "photo-17.jpg", "report.xlsx"]),
            "user" or "full" or "display" or "contact" or "agent" or "author" or "assignee" or "manager" => $"{first} {family}",
            "" => random.Pick(["Standard", "Priority support", "Quarterly review", $"{first} {family}"]),
            var noun => $"{char.ToUpperInvariant(noun[0])}{noun[1..]} {random.Pick(["North", "West", "Basic", "Plus", "One"])}",
        };
    }

    private static string Phrase(IReadOnlyList<string> words, SampleRandom random)
    {
        string subject = string.Join(' ', words);
        return subject.Length == 0 ? random.Pick(SampleWords.Remarks) : $"{subject} {random.Pick(SampleWords.Qualities)}";
    }
}
