using System.Diagnostics.CodeAnalysis;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Expressions.Compilation;
using Workflows.Expressions.Evaluation;
using Workflows.Expressions.Operations;
using Workflows.Expressions.Syntax;

namespace Workflows.Expressions;

/// <summary>A compiled JSONata expression. Immutable: compile once, evaluate from any thread.</summary>
public sealed class Expression
{
    private readonly Operation _program;

    private Expression(string text, SyntaxNode syntax, Operation program)
    {
        Text = text;
        Syntax = syntax;
        _program = program;
    }

    /// <summary>The text that was compiled.</summary>
    public string Text { get; }

    internal SyntaxNode Syntax { get; }

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="ExpressionException">The text is not an expression; the error says what and where.</exception>
    public static Expression Compile(string text, CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= CompileOptions.Default;
        if (text.Length > options.MaxLength)
            throw Errors.At(ErrorCode.ExpressionTooLarge, options.MaxLength, null,
                $"longer than {options.MaxLength} characters");
        var syntax = Parser.Parse(text);
        return new Expression(text, syntax, Compiler.Compile(syntax, options));
    }

    /// <summary>Compiles an expression, or says what is wrong with it.</summary>
    public static bool TryCompile(
        string text, [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out ExpressionError? error)
    {
        try
        {
            expression = Compile(text);
            error = null;
            return true;
        }
        catch (ExpressionException exception)
        {
            expression = null;
            error = exception.Error;
            return false;
        }
    }

    /// <summary>
    /// Evaluates on an input, whose properties are the roots (payload, vars, …). The result is
    /// <see cref="JsonValue.Missing"/> when there is none.
    /// </summary>
    /// <exception cref="ExpressionException">The evaluation failed, ran out of a budget, or gave a
    /// function.</exception>
    public JsonValue Evaluate(JsonValue input, EvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Evaluate(input, context, context.Seed);
    }

    /// <summary>Evaluates with randomness of its own: <c>$random</c> and <c>$shuffle</c> begin at the seed.</summary>
    /// <exception cref="ExpressionException">The evaluation failed, ran out of a budget, or gave a
    /// function.</exception>
    public JsonValue Evaluate(JsonValue input, EvaluationContext context, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(context);
        var run = context.Begin(input, seed);
        try
        {
            // An array as input is one value, not a list of inputs.
            var start = input.Kind == JsonKind.Array
                ? new JsonValue(new SequenceNode([input], 1) { WrapsInput = true })
                : input;
            return Result.Finish(_program.Evaluate(run, null, start), context.Limits);
        }
        catch (Exception exception) when (exception is JsonNestingException or InsufficientExecutionStackException)
        {
            throw Errors.Budget(ErrorCode.TooDeep);
        }
        finally
        {
            context.End(run);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
