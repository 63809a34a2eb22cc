namespace Workflows.Grains;

/// <summary>The reminder that brings a grain back to life.</summary>
internal static class Reminders
{
    private const string Name = "keep-alive";
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Registers the reminder, or finds it registered.</summary>
    public static Task KeepAliveAsync<TGrain>(TGrain grain)
        where TGrain : Grain, IRemindable => grain.RegisterOrUpdateReminder(Name, Period, Period);
}
