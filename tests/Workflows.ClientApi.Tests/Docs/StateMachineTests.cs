using System.Text.RegularExpressions;
using Workflows.Abstractions.Deliveries;
using Workflows.Abstractions.Invocations;
using Workflows.Abstractions.Runs;
using Workflows.Abstractions.Schedules;
using Workflows.Abstractions.Storage;
using Workflows.Engine.Runs;
using Workflows.Hosting.Runs;

namespace Workflows.ClientApi.Tests.Docs;

/// <summary>Holds docs/state-machine.md to the states and the places of the code.</summary>
public sealed partial class StateMachineTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs/state-machine.md"));

    public static TheoryData<string, Type> States => new()
    {
        { "Run", typeof(RunStatus) },
        { "Run", typeof(RunOrigin) },
        { "Run", typeof(RunCommandKind) },
        { "Wait", typeof(WaitKind) },
        { "Invocation", typeof(InvocationStatus) },
        { "Human task", typeof(HumanTaskStatus) },
        { "Delivery", typeof(DeliveryOutcome) },
        { "Delivery", typeof(HeldStatus) },
        { "Schedule", typeof(ScheduleStatus) },
        { "Bulk job", typeof(JobStatus) },
        { "Step", typeof(RunMachine).Assembly.GetType("Workflows.Engine.Runs.PendingKind", throwOnError: true)! },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void EveryState_IsInItsSection(string section, Type states)
    {
        var text = Sections().Matches(Page).Single(match => match.Groups[1].Value == section).Groups[2].Value;

        text.ShouldContain($"`{states.Name}`");
        Enum.GetNames(states).Where(name => !text.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(States))]
    public void EveryStateOfATable_IsAState(string section, Type states)
    {
        var text = Sections().Matches(Page).Single(match => match.Groups[1].Value == section).Groups[2].Value;
        var known = States.Where(row => row.Data.Item1 == section).SelectMany(row => Enum.GetNames(row.Data.Item2)).ToHashSet();

        StatesOfTables().Matches(text).Select(match => match.Groups[1].Value).ShouldBeSubsetOf(known, states.Name);
    }

    [Fact]
    public void EveryPlace_IsInTheCode()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).ToLookup(file => Path.GetFileName(file)!);
        var places = 0;

        foreach (Match place in Places().Matches(Page))
        {
            var source = string.Concat(files[place.Groups[1].Value].Select(File.ReadAllText));
            source.ShouldNotBeEmpty($"there is no {place.Groups[1].Value}");
            foreach (Capture member in place.Groups[2].Captures)
            {
                Regex.IsMatch(source, $@"\b{member.Value}\(").ShouldBeTrue($"{place.Groups[1].Value} has no {member.Value}");
                places++;
            }
        }

        places.ShouldBeGreaterThan(60);
    }

    [GeneratedRegex(@"^## ([^\n]+)\n(.*?)(?=^## |\z)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Sections();

    /// <summary>What stands in the first column of a table.</summary>
    [GeneratedRegex(@"^\| `([A-Z]\w+)`", RegexOptions.Multiline)]
    private static partial Regex StatesOfTables();

    /// <summary>A file, and the members of it that are named after it.</summary>
    [GeneratedRegex(@"`([A-Z][A-Za-z.]+\.cs)`(?: `([A-Z]\w+)`,?)+")]
    private static partial Regex Places();
}
