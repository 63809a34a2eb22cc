using Workflows.Expressions.Functions;

namespace Workflows.Expressions.Operations;

/// <summary>What errors say about a call.</summary>
/// <param name="Position">Offset in the text.</param>
/// <param name="Name">The name that is called, without the dollar; null when the function is computed.</param>
/// <param name="IsPlainName">Whether the dollar was left out.</param>
internal sealed record CallSite(int Position, string? Name, bool IsPlainName)
{
    public ExpressionException NotAFunction(bool isMissing)
    {
        if (IsPlainName && isMissing && Name is not null && Builtins.Find(Name) is not null)
            return Errors.At(ErrorCode.CallOfName, Position, Name, suggestion: "$" + Name);
        return Errors.At(ErrorCode.NotAFunction, Position, Shown, suggestion: Suggest());
    }

    public ExpressionException NotPartial(bool isMissing)
    {
        if (IsPlainName && isMissing && Name is not null && Builtins.Find(Name) is not null)
            return Errors.At(ErrorCode.PartialOfName, Position, Name, suggestion: "$" + Name);
        return Errors.At(ErrorCode.PartialNotAFunction, Position, Shown, suggestion: Suggest());
    }

    private string Shown => Name is null ? "This" : IsPlainName ? Name : "$" + Name;

    private string? Suggest() => Name is not null && Nearest.Find(Name, Builtins.Names) is { } near ? "$" + near : null;
}
