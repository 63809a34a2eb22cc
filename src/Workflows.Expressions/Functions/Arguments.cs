using Workflows.Abstractions.Json;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>What a built-in function was called with, after its signature was applied.</summary>
internal readonly ref struct Arguments(Run run, ReadOnlySpan<JsonValue> values, string function)
{
    private readonly ReadOnlySpan<JsonValue> _values = values;

    public Run Run { get; } = run;

    /// <summary>The name of the function, for error messages.</summary>
    public string Function { get; } = function;

    public int Count => _values.Length;

    /// <summary>An argument; no value when it was not given.</summary>
    public JsonValue this[int index] => index < _values.Length ? _values[index] : default;

    public bool Has(int index) => index < _values.Length && !_values[index].IsMissing;

    public string Text(int index) => _values[index].GetString();

    public double Number(int index) => _values[index].GetDouble();

    public FunctionValue Callback(int index) => (FunctionValue)_values[index].Reference!;

    public FunctionValue? CallbackOrNull(int index) => this[index].Reference as FunctionValue;

    public ExpressionException Error(string code, object? detail = null) => Errors.In(Function, code, detail);
}
