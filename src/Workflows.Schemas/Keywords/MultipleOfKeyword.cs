using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Numbers;
using Workflows.Schemas.Text;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas.Keywords;

/// <summary><c>multipleOf</c> (validation §6.2.1), in decimal arithmetic: 19.99 is a multiple of 0.01.</summary>
internal sealed class MultipleOfKeyword : AssertionKeyword
{
    private readonly ExactNumber _divisor;
    private readonly long _integerDivisor;

    public MultipleOfKeyword(KeywordContext context)
        : base(context)
    {
        Divisor = context.Number();
        _divisor = ExactNumber.Of(Divisor);
        if (_divisor.Coefficient.Sign <= 0)
            throw context.Refuse("must be greater than zero");
        if (Divisor.TryGetInt64(out long integer))
            _integerDivisor = integer;
    }

    public JsonValue Divisor { get; }

    protected override bool Holds(JsonValue instance)
    {
        if (instance.Kind != JsonKind.Number)
            return true;
        return _integerDivisor != 0 && instance.TryGetInt64(out long integer)
            ? integer % _integerDivisor == 0
            : ExactNumber.Of(instance).IsMultipleOf(_divisor);
    }

    protected override Complaint Describe(JsonValue instance) =>
        new($"a multiple of {JsonExcerpt.Of(Divisor)}", JsonExcerpt.Of(instance));
}
