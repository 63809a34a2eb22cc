using Workflows.Grains.Wire;

namespace Workflows.Grains.Runs;

/// <summary>One run after its first slice; the key is <c>tenant/run</c>.</summary>
[Alias("workflows.IRunGrain")]
internal interface IRunGrain : IGrainWithStringKey
{
    /// <summary>Tells the run something; answers when it is queued.</summary>
    [Alias("tell")]
    Task TellAsync(RunWire message);

    /// <summary>Executes an operator's command; answers when it is committed or refused.</summary>
    [Alias("command")]
    Task<CommandAnswerWire> ExecuteAsync(CommandWire command);
}
