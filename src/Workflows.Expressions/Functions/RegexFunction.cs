using System.Text.RegularExpressions;
using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Functions;

/// <summary>
/// A regular expression. As a function it finds the first match, and each match knows the next. Patterns run on the
/// engine that does not backtrack; those that need look-around or back-references run with a timeout instead.
/// </summary>
internal sealed class RegexFunction : FunctionValue
{
    /// <summary>Its time grows with the text only, but the first match of a process also builds tables.</summary>
    private static readonly TimeSpan LinearTimeout = TimeSpan.FromMilliseconds(500);

    private readonly Regex _regex;

    private RegexFunction(Regex regex) => _regex = regex;

    public override int Arity => 1;

    /// <summary>Compiles a literal.</summary>
    /// <exception cref="ExpressionException">S0303 or U1008.</exception>
    public static RegexFunction Compile(RegexSyntax syntax, CompileOptions options)
    {
        if (syntax.Pattern.Length > options.MaxRegexLength)
            throw Errors.Syntax(ErrorCode.ExpressionTooLarge, syntax.Span, "/",
                $"holding a pattern longer than {options.MaxRegexLength} characters");
        var flags = RegexOptions.CultureInvariant
            | (syntax.Flags.Contains('i') ? RegexOptions.IgnoreCase : 0)
            | (syntax.Flags.Contains('m') ? RegexOptions.Multiline : 0);
        var pattern = RegexDialect.Translate(syntax.Pattern, syntax.Flags.Contains('m'));
        try
        {
            return new RegexFunction(Build(pattern, flags, options.RegexTimeout));
        }
        catch (ArgumentException exception)
        {
            throw Errors.Syntax(ErrorCode.RegexInvalid, syntax.Span, "/" + syntax.Pattern + "/", exception.Message);
        }
    }

    /// <summary>The first match at or after a position.</summary>
    public Match Find(string text, int start)
    {
        try
        {
            var match = _regex.Match(text, start);
            return match is { Success: true, Length: 0 }
                ? throw Errors.In("match", ErrorCode.RegexMatchesNothing)
                : match;
        }
        catch (RegexMatchTimeoutException)
        {
            throw Errors.Budget(ErrorCode.RegexTimeExceeded);
        }
    }

    public override JsonValue Invoke(Run run, ReadOnlySpan<JsonValue> arguments, in JsonValue context)
    {
        run.Tick();
        if (arguments.IsEmpty || arguments[0].Kind != JsonKind.String) return default;
        return Next(run, arguments[0].GetString(), 0);
    }

    private JsonValue Next(Run run, string text, int start)
    {
        run.Tick();
        var match = Find(text, start);
        if (!match.Success) return default;
        var groups = new JsonArrayBuilder();
        for (var i = 1; i < match.Groups.Count; i++) groups.Add(JsonValue.From(match.Groups[i].Value));
        var end = match.Index + match.Length;
        return new JsonObjectBuilder()
            .Add("match", JsonValue.From(match.Value))
            .Add("start", JsonValue.From(match.Index))
            .Add("end", JsonValue.From(end))
            .Add("groups", groups.Build())
            .With("next", new NextMatch(this, text, end).AsValue());
    }

    private static Regex Build(string pattern, RegexOptions flags, TimeSpan timeout)
    {
        try
        {
            return new Regex(pattern, flags | RegexOptions.NonBacktracking, LinearTimeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, flags, timeout);
        }
    }

    private sealed class NextMatch(RegexFunction regex, string text, int start) : FunctionValue
    {
        public override int Arity => 0;

        public override JsonValue Invoke(Run run, ReadOnlySpan<JsonValue> arguments, in JsonValue context) =>
            start >= text.Length ? default : regex.Next(run, text, start);
    }
}
