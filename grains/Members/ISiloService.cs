using Orleans.Services;

namespace Workflows.Grains.Members;

/// <summary>What silos ask of each other as silos. Each has one, which is called by the silo's address, wherever grains are.</summary>
[Alias("workflows.ISiloService")]
internal interface ISiloService : IGrainService
{
    /// <summary>Has the silo forget what it remembers of a topic; answers when it has.</summary>
    [Alias("forget")]
    Task ForgetAsync(string topic);

    /// <summary>What the silo has and sent.</summary>
    [Alias("report")]
    Task<SiloReport> ReportAsync();

    /// <summary>Whether the silo has just read the table of members.</summary>
    [Alias("reads-table")]
    Task<bool> ReadsTableAsync();
}
