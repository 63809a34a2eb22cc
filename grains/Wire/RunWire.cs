using Workflows.Abstractions.Ids;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Runs;

namespace Workflows.Grains.Wire;

/// <summary>
/// A message to a run. Within a silo it is handed over as it is, the state of a new run included; between silos it is written out, and a state
/// that was handed over becomes the advice to read it.
/// </summary>
[GenerateSerializer, Immutable, Alias("workflows.run")]
internal sealed class RunWire
{
    [NonSerialized]
    private readonly RunMessage? local;

    [NonSerialized]
    private RunMessageWire written;

    /// <summary>Takes a message.</summary>
    public RunWire(RunMessage message) => local = message;

    /// <summary>What leaves the silo; made when it is asked for.</summary>
    [Id(0)]
    internal RunMessageWire Message
    {
        get => local is null ? written : RunMessageWire.Of(local);
        set => written = value;
    }

    /// <summary>The message.</summary>
    public RunMessage Read() => local ?? written.Read();
}

/// <summary>A message to a run, between silos.</summary>
[GenerateSerializer, Alias("workflows.run.message")]
internal struct RunMessageWire
{
    [Id(0)]
    public RunMessageKind Kind;

    /// <summary>The number of the wait or invocation.</summary>
    [Id(1)]
    public int Number;

    /// <summary>The event, or the run, that the message is about.</summary>
    [Id(2)]
    public Guid Event;

    [Id(3)]
    public JsonWire Output;

    [Id(4)]
    public FailureWire? Failure;

    public static RunMessageWire Of(RunMessage message) => message switch
    {
        RunMessage.Adopt or RunMessage.Recover => new() { Kind = RunMessageKind.Recover },
        RunMessage.Continue => new() { Kind = RunMessageKind.Continue },
        RunMessage.WaitResolved resolved =>
            new() { Kind = RunMessageKind.WaitResolved, Number = resolved.Wait, Event = resolved.Event.Value },
        RunMessage.ParentGone gone => new() { Kind = RunMessageKind.ParentGone, Event = gone.Parent.Value },
        RunMessage.TimerFired fired => new() { Kind = RunMessageKind.TimerFired, Number = fired.Wait },
        RunMessage.ActionCompleted completed => new()
        {
            Kind = RunMessageKind.ActionCompleted,
            Number = completed.Invocation,
            Output = JsonWire.Of(completed.Result.Output),
            Failure = FailureWire.Of(completed.Result.Failure),
        },
        RunMessage.ActionHanded handed => new() { Kind = RunMessageKind.ActionHanded, Number = handed.Invocation },
        RunMessage.Abort abort => new()
        {
            Kind = RunMessageKind.Abort,
            Failure = FailureWire.Of(new Failure(FailureCategory.ActionError, abort.Code, abort.Message)),
        },
        _ => throw new InvalidOperationException($"The message {message.GetType().Name} has no wire form."),
    };

    public readonly RunMessage Read() => Kind switch
    {
        RunMessageKind.Recover => new RunMessage.Recover(),
        RunMessageKind.Continue => new RunMessage.Continue(),
        RunMessageKind.WaitResolved => new RunMessage.WaitResolved(Number, new EventKey(Event)),
        RunMessageKind.ParentGone => new RunMessage.ParentGone(new RunId(Event)),
        RunMessageKind.TimerFired => new RunMessage.TimerFired(Number),
        RunMessageKind.ActionCompleted => new RunMessage.ActionCompleted(Number, ReadResult()),
        RunMessageKind.ActionHanded => new RunMessage.ActionHanded(Number),
        RunMessageKind.Abort => new RunMessage.Abort(Failure!.Code, Failure.Message),
        _ => throw new InvalidOperationException($"A newer silo sent a message to a run that this one does not know ({Kind})."),
    };

    private readonly ActionResult ReadResult() => Failure is { } failure
        ? ActionResult.Fail(failure.Category, failure.Code, failure.Message, failure.Data.Read())
        : ActionResult.Success(Output.Read());
}

/// <summary>The kinds of message; the numbers are part of the wire format.</summary>
[GenerateSerializer, Alias("workflows.run.kind")]
internal enum RunMessageKind : byte
{
    Recover = 0,
    Continue = 1,
    WaitResolved = 2,
    TimerFired = 3,
    ActionCompleted = 4,
    Abort = 5,
    ParentGone = 6,
    ActionHanded = 7,
}

/// <summary>A failure between silos.</summary>
[GenerateSerializer, Immutable, Alias("workflows.failure")]
internal sealed class FailureWire
{
    [Id(0)]
    public FailureCategory Category;

    [Id(1)]
    public string Code = "";

    [Id(2)]
    public string Message = "";

    [Id(3)]
    public JsonWire Data;

    public static FailureWire? Of(Failure? failure) => failure is null
        ? null
        : new FailureWire
        {
            Category = failure.Category, Code = failure.Code, Message = failure.Message, Data = JsonWire.Of(failure.Data),
        };
}
