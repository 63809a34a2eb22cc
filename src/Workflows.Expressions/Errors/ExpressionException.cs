namespace Workflows.Expressions;

/// <summary>An expression cannot be compiled, or its evaluation failed.</summary>
public sealed class ExpressionException(ExpressionError error) : Exception(error.Message)
{
    /// <summary>Code, message, position, token and suggestion.</summary>
    public ExpressionError Error { get; private set; } = error;

    /// <summary>The stable code.</summary>
    public string Code => Error.Code;

    /// <summary>
    /// Says where it happened, unless that is known. It is called from exception filters, so that a deep stack is
    /// unwound only once; hence it never asks for the exception to be caught.
    /// </summary>
    internal bool Locate(int position, string? token)
    {
        if (Error.Position < 0) Error = Error with { Position = position, Token = Error.Token ?? token };
        return false;
    }
}
