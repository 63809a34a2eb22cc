using System.Collections.Immutable;
using Workflows.Engine.Mapping;
using Workflows.Expressions.Types;

namespace Workflows.Engine.Definitions.Typing;

/// <summary>What is known of a run's values at one place of the definition. Immutable.</summary>
/// <param name="Payload">The type of the payload.</param>
/// <param name="Vars">The variables that may be set here; one that is set on some ways only is optional.</param>
/// <param name="Error">The type of the latest failure; missing where there cannot be one.</param>
internal sealed record FlowState(ExpressionType Payload, ImmutableSortedDictionary<string, ExpressionType> Vars, ExpressionType Error)
{
    /// <summary>Whether other variables may be set, too.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The state at the start of a run.</summary>
    public static FlowState Start(ExpressionType payload) => new(
        payload, ImmutableSortedDictionary<string, ExpressionType>.Empty.WithComparers(StringComparer.Ordinal), ExpressionType.Missing);

    /// <summary>Where two ways meet; null stands for a way that does not come here.</summary>
    public static FlowState? Join(FlowState? left, FlowState? right)
    {
        if (left is null || right is null) return left ?? right;
        if (ReferenceEquals(left, right)) return left;
        var vars = left.Vars.ToBuilder();
        foreach (var (name, type) in left.Vars)
            vars[name] = ExpressionType.Union(type, right.Vars.GetValueOrDefault(name, ExpressionType.Missing));
        foreach (var (name, type) in right.Vars)
            if (!left.Vars.ContainsKey(name))
                vars[name] = type.AsOptional();
        return new FlowState(
            ExpressionType.Union(left.Payload, right.Payload), vars.ToImmutable(), ExpressionType.Union(left.Error, right.Error))
        {
            IsOpen = left.IsOpen || right.IsOpen,
        };
    }

    /// <summary>The state after a write.</summary>
    public FlowState Write(AssignTarget target, ExpressionType value)
    {
        value = value.Widened();
        return target.Root switch
        {
            "vars" => this with { Vars = WriteVariable(target.Segments, value) },
            "payload" => this with { Payload = Write(Payload, target.Segments, 0, value) },
            _ => this,
        };
    }

    /// <summary>The state after a variable was set as a whole.</summary>
    public FlowState Set(string variable, ExpressionType value) => this with { Vars = Vars.SetItem(variable, value.Widened()) };

    private ImmutableSortedDictionary<string, ExpressionType> WriteVariable(IReadOnlyList<string> segments, ExpressionType value)
    {
        var old = Vars.GetValueOrDefault(segments[0], ExpressionType.Missing);
        return Vars.SetItem(segments[0], Write(old, segments, 1, value));
    }

    /// <summary>A scalar in the way is replaced by an object, and an item of a list may become anything.</summary>
    private static ExpressionType Write(ExpressionType current, IReadOnlyList<string> segments, int depth, ExpressionType value)
    {
        if (depth == segments.Count) return value;
        if (current.IsUnknown) return current;
        if (current.Has(TypeKinds.Array)) return ExpressionType.Unknown;
        var shape = current.Has(TypeKinds.Object) ? current.Shape : ObjectShape.Of([]);
        if (shape is null) return ExpressionType.ObjectOf(null);
        var field = shape.Find(segments[depth]) ?? (shape.IsClosed ? ExpressionType.Missing : ExpressionType.Unknown);
        return ExpressionType.ObjectOf(shape.With(segments[depth], Write(field, segments, depth + 1, value)));
    }
}
