using Workflows.Abstractions.Storage;

namespace Workflows.Hosting.Tests.Faults;

/// <summary>Whatever operation of the store fails, and however, the scenario comes to what it comes to without faults.</summary>
public abstract partial class FaultSuite(ITestOutputHelper output)
{
    private const string Expected =
        """
        run o1 Succeeded  waits 0 effects reserve,ship
        run o2 Succeeded  waits 0 effects reserve,ship
        run s1 Succeeded  waits 0 effects 
        event ORDER_PAID-o1 Resumed
        event ORDER_PAID-o2 Resumed
        event ORDER_PAID-unknown 
        event ORDER_PLACED-o1 Started
        event ORDER_PLACED-o2 Started
        event ORDER_SHIPPED-s1 Started
        effects 4
        """;

    /// <summary>Every so many operations are tried; 1 tries them all.</summary>
    protected abstract int Stride { get; }

    /// <summary>Opens an empty store.</summary>
    protected abstract Task<IStore> OpenAsync();

    [Theory]
    [InlineData(Fault.Error)]
    [InlineData(Fault.Timeout)]
    [InlineData(Fault.DiskFull)]
    [InlineData(Fault.ConnectionLost)]
    [InlineData(Fault.UnknownButWritten)]
    [InlineData(Fault.UnknownAndNotWritten)]
    public async Task Scenario_OneOperationFails_EndsAsWithoutFaults(Fault fault) =>
        await FailEachAsync(fault, Stride, RunAsync, Expected);

    [Theory]
    [InlineData(Fault.Error)]
    [InlineData(Fault.ConnectionLost)]
    [InlineData(Fault.UnknownButWritten)]
    [InlineData(Fault.UnknownAndNotWritten)]
    public async Task Holds_OneOperationFails_EndAsWithoutFaults(Fault fault)
    {
        const string expected = """
            3 runs Succeeded
            2 runs Succeeded
            1 runs Succeeded
            k Skipped
            k Started
            l Started
            l Started
            l Started
            s Started
            s Started
            dead 0
            """;
        await FailEachAsync(fault, 2 * Stride, HoldAsync, expected);
    }

    [Theory]
    [InlineData(Fault.Error)]
    [InlineData(Fault.ConnectionLost)]
    [InlineData(Fault.UnknownButWritten)]
    [InlineData(Fault.UnknownAndNotWritten)]
    public async Task Operators_OneOperationFails_EndAsWithoutFaults(Fault fault)
    {
        const string expected = """
            Event bulk1 Canceled waits 0
            Event bulk2 Canceled waits 0
            Event cancel Canceled waits 0
            Event replay Succeeded waits 0
            Event requeue Succeeded waits 0
            Event resume Succeeded waits 0
            Event retry Succeeded waits 0
            Event whole Succeeded waits 0
            Schedule schedule Succeeded waits 0
            Parent whole Succeeded waits 0
            Replay replay Canceled waits 0
            tasks Completed,Expired
            orphans 0
            jobs Completed
            effects 3
            """;
        await FailEachAsync(fault, 11 * Stride, OperateAsync, expected);
    }

    /// <summary>Plays a scenario without faults, and then once for each operation that fails.</summary>
    private async Task FailEachAsync(Fault fault, int shortStride, Func<FaultPlan, Task<string>> play, string expected)
    {
        var clean = new FaultPlan(fault, at: int.MaxValue);
        (await play(clean)).ShouldBe(expected);
        var stride = Environment.GetEnvironmentVariable("WORKFLOWS_LONG") == "1" ? 1 : shortStride;
        output.WriteLine($"{fault}: {clean.Operations} operations, every {stride}. fails once");
        for (var at = 1 + ((int)fault % stride); at <= clean.Operations; at += stride)
        {
            try
            {
                (await play(new FaultPlan(fault, at))).ShouldBe(expected);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{fault} at operation {at}: {exception.Message}", exception);
            }
        }
    }

    private async Task<string> OperateAsync(FaultPlan plan) =>
        (await new OperatorScenario(await OpenAsync(), plan).RunAsync()).ReplaceLineEndings("\n");

    private async Task<string> HoldAsync(FaultPlan plan) =>
        (await new HoldScenario(await OpenAsync(), plan).RunAsync()).ReplaceLineEndings("\n");

    private async Task<string> RunAsync(FaultPlan plan) =>
        (await new FaultScenario(await OpenAsync(), plan).RunAsync()).ReplaceLineEndings("\n");
}
