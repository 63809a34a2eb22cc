using System.Runtime.CompilerServices;
using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Tape;

namespace Workflows.Expressions.Evaluation;

/// <content>The budgets that interrupt an evaluation.</content>
internal sealed partial class Run
{
    /// <summary>Steps between two looks at the clock.</summary>
    private const int Slice = 512;

    private int _sliceLeft;
    private long _steps;
    private long _started;
    private bool _clockRead;
    private int _depth;
    private long _allocated;

    /// <summary>Counts work; looks at the clock now and then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Tick(int steps = 1)
    {
        _sliceLeft -= steps;
        if (_sliceLeft < 0) EndSlice();
    }

    /// <summary>Counts a walk over a whole value: all that is in a parsed one, the items of a built one.</summary>
    public void TickFor(in JsonValue value) =>
        Tick(value.Reference is JsonTape tape ? tape.After((int)value.Bits) - (int)value.Bits : value.Count);

    /// <summary>One more function that has not returned.</summary>
    public void Enter()
    {
        Tick();
        if (++_depth > Limits.MaxDepth) throw Errors.Budget(ErrorCode.TooDeep);
        GuardStack();
    }

    public void Leave() => _depth--;

    /// <summary>The last line of defence: the counter bounds functions, this the stack of the thread itself.</summary>
    public static void GuardStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Errors.Budget(ErrorCode.TooDeep);
    }

    /// <summary>Announces a list of that many items, before it is built.</summary>
    public void ReserveItems(int count)
    {
        if (count > Limits.MaxSequenceLength) throw Errors.Budget(ErrorCode.SequenceTooLong, Limits.MaxSequenceLength);
        Allocate(count * 16L);
    }

    /// <summary>Announces a string of that many characters, before it is built.</summary>
    public void ReserveText(long length)
    {
        if (length > Limits.MaxStringLength) throw Errors.Budget(ErrorCode.StringTooLong, Limits.MaxStringLength);
        Allocate(length * 2);
        Tick((int)(length >> 6));
    }

    /// <summary>A string that was built, counted.</summary>
    public JsonValue Text(string text)
    {
        ReserveText(text.Length);
        return JsonValue.From(text);
    }

    private void Allocate(long bytes)
    {
        _allocated += bytes;
        if (_allocated > Limits.MaxAllocatedBytes) throw Errors.Budget(ErrorCode.MemoryExceeded);
    }

    private void EndSlice()
    {
        _steps += Slice - _sliceLeft;
        _sliceLeft = Slice;
        if (_steps > Limits.MaxSteps) throw Errors.Budget(ErrorCode.StepsExceeded);
        // Short evaluations never come here, so they never pay for reading the clock.
        if (!_clockRead)
        {
            _started = context.Clock.GetTimestamp();
            _clockRead = true;
        }
        else if (context.Clock.GetElapsedTime(_started) > Limits.Time)
        {
            throw Errors.Budget(ErrorCode.TimeExceeded);
        }
    }

    private void ResetBudgets()
    {
        _sliceLeft = Slice;
        _steps = 0;
        _clockRead = false;
        _depth = 0;
        _allocated = 0;
    }
}
