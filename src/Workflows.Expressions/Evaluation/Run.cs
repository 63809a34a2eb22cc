using System.Runtime.CompilerServices;
using Workflows.Abstractions.Json;
using Workflows.Expressions.Functions;

namespace Workflows.Expressions.Evaluation;

/// <summary>The state of one evaluation: its root, its budgets and the stack of arguments.</summary>
internal sealed partial class Run(EvaluationContext context)
{
    private JsonValue[] _arguments = new JsonValue[16];
    private int _top;

    public EvaluationContext Context => context;

    public EvaluationLimits Limits { get; } = context.Limits;

    /// <summary>The input as a whole: <c>$$</c>.</summary>
    public JsonValue Root { get; private set; }

    /// <summary>The call in tail position that the function under way wants to be replaced by.</summary>
    public Closure? TailTarget { get; private set; }

    /// <summary>The arguments of <see cref="TailTarget"/>.</summary>
    public JsonValue[] TailArguments { get; private set; } = [];

    public Randomness Random { get; } = new();

    public void Start(in JsonValue root, ulong seed)
    {
        Root = root;
        Random.Restart(seed);
        ResetBudgets();
    }

    public void Stop()
    {
        Root = default;
        _arguments.AsSpan(0, _top).Clear();
        _top = 0;
        TakeTailCall(out _);
    }

    /// <summary>Puts an argument on the stack; <see cref="Pop"/> takes all of them off again.</summary>
    public void Push(in JsonValue argument)
    {
        if (_top == _arguments.Length) Array.Resize(ref _arguments, _top * 2);
        _arguments[_top++] = argument;
    }

    public int Mark => _top;

    public ReadOnlySpan<JsonValue> Since(int mark) => _arguments.AsSpan(mark, _top - mark);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Pop(int mark)
    {
        _arguments.AsSpan(mark, _top - mark).Clear();
        _top = mark;
    }

    public JsonValue RequestTailCall(Closure target, JsonValue[] arguments)
    {
        TailTarget = target;
        TailArguments = arguments;
        return default;
    }

    public Closure? TakeTailCall(out JsonValue[] arguments)
    {
        var target = TailTarget;
        arguments = TailArguments;
        TailTarget = null;
        TailArguments = [];
        return target;
    }
}
