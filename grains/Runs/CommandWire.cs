using Workflows.Abstractions.Runs;
using Workflows.Grains.Wire;
using Workflows.Hosting;
using Workflows.Hosting.Runs;

namespace Workflows.Grains.Runs;

/// <summary>An operator's command between silos.</summary>
[GenerateSerializer, Immutable, Alias("workflows.command")]
internal sealed class CommandWire
{
    [Id(0)]
    private readonly RunCommandKind kind;

    [Id(1)]
    private readonly string actor;

    [Id(2)]
    private readonly string reason;

    [Id(3)]
    private readonly string? wait;

    [Id(4)]
    private readonly JsonWire payload;

    [Id(5)]
    private readonly Guid? job;

    public CommandWire(RunCommand command) => (kind, actor, reason, wait, payload, job) =
        (command.Kind, command.Actor, command.Reason, command.Wait, JsonWire.Of(command.Payload), command.Job);

    public RunCommand Read() => new()
    {
        Kind = kind, Actor = actor, Reason = reason, Wait = wait, Payload = payload.Read(), Job = job,
    };
}

/// <summary>The answer to a command. Within a silo it has the run; between silos, whoever asked reads it.</summary>
[GenerateSerializer, Immutable, Alias("workflows.command.answer")]
internal sealed class CommandAnswerWire
{
    [Id(0)]
    private readonly ProblemWire? problem;

    public CommandAnswerWire(Result<RunRecord> answer)
    {
        problem = ProblemWire.Of(answer.Problem);
        if (answer.IsOk) Run = answer.Value;
    }

    /// <summary>Why the command was refused.</summary>
    public Problem? Problem => problem?.Read();

    /// <summary>The run as committed, when the answer did not leave its silo.</summary>
    [field: NonSerialized]
    public RunRecord? Run { get; }
}
