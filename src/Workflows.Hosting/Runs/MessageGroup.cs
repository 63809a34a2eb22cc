namespace Workflows.Hosting.Runs;

/// <summary>
/// Answers of actions that have come together are taken together: one slice and one commit for all of them, which is what makes the items of a
/// concurrent loop cheap.
/// </summary>
internal static class MessageGroup
{
    private const int MaxAnswers = 50;

    // What a slice shows of its outputs has to fit into its history.
    private const int MaxBytes = 64 * 1024;

    /// <summary>The next messages that one slice takes; one or more.</summary>
    /// <param name="messages">What has come, in order.</param>
    /// <param name="start">Where to begin.</param>
    public static IReadOnlyList<RunMessage> Take(IReadOnlyList<RunMessage> messages, int start)
    {
        var group = new List<RunMessage> { messages[start] };
        if (messages[start] is not RunMessage.ActionCompleted first) return group;
        var bytes = SizeOf(first);
        for (var i = start + 1; i < messages.Count && group.Count < MaxAnswers && messages[i] is RunMessage.ActionCompleted answer; i++)
        {
            bytes += SizeOf(answer);
            if (bytes > MaxBytes) break;
            group.Add(answer);
        }

        return group;
    }

    private static int SizeOf(RunMessage.ActionCompleted answer) => answer.Result.Output.MeasureUtf8(MaxBytes);
}
