using Workflows.Abstractions.Json;
using Workflows.Engine.Runs;

namespace Workflows.Engine.Mapping;

/// <summary>
/// A mapping value: a literal, an expression, or an object or list of such. A missing value leaves its key out of an object and is null in a
/// list. <c>{"$literal": …}</c> escapes objects that happen to hold <c>$expr</c> or <c>$secret</c>.
/// </summary>
public abstract record MappingTemplate
{
    private MappingTemplate()
    {
    }

    /// <summary>The value in a scope; Missing when an expression yields nothing.</summary>
    /// <exception cref="Expressions.ExpressionException">An expression fails.</exception>
    public abstract JsonValue Resolve(Scope scope);

    /// <summary>Whether nothing needs to be evaluated.</summary>
    public bool IsConstant => this is Literal;

    /// <summary>Every expression in the template.</summary>
    public abstract IEnumerable<ExpressionSlot> Slots { get; }

    /// <summary>The places that take secrets, in the resolved value.</summary>
    public virtual IEnumerable<SecretUse> Secrets => [];

    /// <summary>A constant.</summary>
    /// <param name="Value">The constant.</param>
    public sealed record Literal(JsonValue Value) : MappingTemplate
    {
        /// <inheritdoc/>
        public override IEnumerable<ExpressionSlot> Slots => [];

        /// <inheritdoc/>
        public override JsonValue Resolve(Scope scope) => Value;
    }

    /// <summary>An expression.</summary>
    /// <param name="Slot">The expression.</param>
    public sealed record Computed(ExpressionSlot Slot) : MappingTemplate
    {
        /// <inheritdoc/>
        public override IEnumerable<ExpressionSlot> Slots => [Slot];

        /// <inheritdoc/>
        public override JsonValue Resolve(Scope scope) => scope.Evaluate(Slot.Expression);
    }

    /// <summary>A secret: its value is never part of a resolved template, only the marker <c>{"$secret": name}</c> is.</summary>
    /// <param name="Name">The secret's name.</param>
    public sealed record Secret(string Name) : MappingTemplate
    {
        private readonly JsonValue marker = JsonValue.EmptyObject.With("$secret", JsonValue.From(Name));

        /// <inheritdoc/>
        public override IEnumerable<ExpressionSlot> Slots => [];

        /// <inheritdoc/>
        public override IEnumerable<SecretUse> Secrets => [new SecretUse(JsonPointer.Root, Name)];

        /// <inheritdoc/>
        public override JsonValue Resolve(Scope scope) => marker;
    }

    /// <summary>An object with at least one computed part.</summary>
    /// <param name="Properties">The parts in order.</param>
    public sealed record Composite(IReadOnlyList<KeyValuePair<string, MappingTemplate>> Properties) : MappingTemplate
    {
        /// <inheritdoc/>
        public override IEnumerable<ExpressionSlot> Slots => Properties.SelectMany(property => property.Value.Slots);

        /// <inheritdoc/>
        public override IEnumerable<SecretUse> Secrets =>
            Properties.SelectMany(property => Below(JsonPointer.Root.Append(property.Key), property.Value));

        /// <inheritdoc/>
        public override JsonValue Resolve(Scope scope)
        {
            var result = new JsonObjectBuilder();
            foreach (var (name, template) in Properties)
            {
                var value = template.Resolve(scope);
                if (!value.IsMissing) result.Add(name, value);
            }

            return result.Build();
        }
    }

    /// <summary>A list with at least one computed part.</summary>
    /// <param name="Items">The parts in order.</param>
    public sealed record Sequence(IReadOnlyList<MappingTemplate> Items) : MappingTemplate
    {
        /// <inheritdoc/>
        public override IEnumerable<ExpressionSlot> Slots => Items.SelectMany(item => item.Slots);

        /// <inheritdoc/>
        public override IEnumerable<SecretUse> Secrets => Items.SelectMany((item, index) => Below(JsonPointer.Root.Append(index), item));

        /// <inheritdoc/>
        public override JsonValue Resolve(Scope scope)
        {
            var result = new JsonArrayBuilder();
            foreach (var item in Items)
            {
                var value = item.Resolve(scope);
                result.Add(value.IsMissing ? JsonValue.Null : value);
            }

            return result.Build();
        }
    }

    private static IEnumerable<SecretUse> Below(JsonPointer place, MappingTemplate template) =>
        template.Secrets.Select(use => use with { Pointer = JsonPointer.Parse(place.ToString() + use.Pointer) });
}
