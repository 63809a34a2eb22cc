using Workflows.Expressions.Syntax;

namespace Workflows.Expressions.Functions;

/// <summary>Reads signatures: <c>&lt;(sn)a&lt;s&gt;-f?:s&gt;</c>.</summary>
internal static class SignatureParser
{
    public static Signature Parse(string text, SourceSpan span = default)
    {
        var parameters = new List<SignatureParameter>();
        for (var i = 1; i < text.Length && text[i] is not (':' or '>'); i++)
        {
            var c = text[i];
            switch (c)
            {
                case '-': Change(parameters, p => p with { TakesContext = true }); break;
                case '?': Change(parameters, p => p with { IsOptional = true }); break;
                case '+': Change(parameters, p => p with { IsRepeated = true }); break;
                case '(': parameters.Add(Choice(text, ref i, span)); break;
                case '<': Parametrise(parameters, text, ref i, span); break;
                default: AddPlain(parameters, c); break;
            }
        }

        return new Signature(text, [.. parameters]);
    }

    private static void AddPlain(List<SignatureParameter> parameters, char symbol)
    {
        var type = ValueTypes.Parse(symbol);
        if (type == 0) return;
        var isArray = symbol == 'a';
        // Anything may stand where an array is taken; a missing value passes everywhere but for functions.
        var accepts = isArray ? ValueTypes.Any | ValueTypes.Missing
            : symbol == 'f' ? ValueTypes.Function : type | ValueTypes.Missing;
        parameters.Add(new SignatureParameter { Type = symbol.ToString(), Accepts = accepts, IsArray = isArray });
    }

    private static SignatureParameter Choice(string text, ref int i, SourceSpan span)
    {
        var close = text.IndexOf(')', i);
        if (close < 0) close = text.Length;
        var choice = text[(i + 1)..close];
        if (choice.Contains('<')) throw Errors.Syntax(ErrorCode.SignatureChoice, span, choice);
        i = close;
        var accepts = ValueTypes.Missing;
        foreach (var symbol in choice) accepts |= ValueTypes.Parse(symbol);
        return new SignatureParameter { Type = $"({choice})", Accepts = accepts };
    }

    private static void Parametrise(List<SignatureParameter> parameters, string text, ref int i, SourceSpan span)
    {
        if (parameters.Count == 0 || parameters[^1].Type is not ("a" or "f"))
            throw Errors.Syntax(ErrorCode.SignatureNotParametric, span, text);
        var depth = 0;
        var start = i + 1;
        for (; i < text.Length; i++)
        {
            if (text[i] == '<') depth++;
            else if (text[i] == '>' && --depth == 0) break;
        }

        var inner = text[start..Math.Min(i, text.Length)];
        Change(parameters, p => p with { Type = $"{p.Type}<{inner}>", Item = p.IsArray ? ItemType(inner) : null });
    }

    private static int? ItemType(string inner) =>
        inner.Length == 0 ? null : ValueTypes.Parse(inner[0]) is var type and > 0 ? type : null;

    private static void Change(List<SignatureParameter> parameters, Func<SignatureParameter, SignatureParameter> change)
    {
        if (parameters.Count > 0) parameters[^1] = change(parameters[^1]);
    }
}
