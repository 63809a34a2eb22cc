using Workflows.Hosting.Changes;

namespace Workflows.Hosting.Tests.Changes;

public sealed class ChangeCacheTests
{
    private readonly ChangeCache<string, int> cache = new();

    [Fact]
    public void Set_IsFound_UntilItIsForgotten()
    {
        cache.Set("a", 1, cache.Generation);

        cache.TryGet("a", out var found).ShouldBeTrue();
        found.ShouldBe(1);
        cache.Forget();
        cache.TryGet("a", out _).ShouldBeFalse();
        cache.Count.ShouldBe(0);
    }

    [Fact]
    public void Set_OfWhatWasReadBeforeAChange_IsNeverFound()
    {
        var readAt = cache.Generation;
        cache.Forget();

        cache.Set("a", 1, readAt);

        cache.TryGet("a", out _).ShouldBeFalse();
    }
}
