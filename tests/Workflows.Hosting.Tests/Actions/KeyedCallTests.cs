using Workflows.Abstractions.Ids;
using Workflows.Hosting.Actions;

namespace Workflows.Hosting.Tests.Actions;

public sealed class KeyedCallTests
{
    [Fact]
    [Trait("Item", "BT-156")]
    public void Hash_OfAKey_TellsActionsAndVersionsApart_AndNotRunsAndAttempts()
    {
        var call = Of("mail.send", 1, "k", number: 1);

        Of("mail.send", 1, "k", number: 7).Hash.ShouldBe(call.Hash);
        Of("mail.send", 2, "k", number: 1).Hash.ShouldNotBe(call.Hash);
        Of("mail.sent", 1, "k", number: 1).Hash.ShouldNotBe(call.Hash);
        Of("mail.send", 1, "K", number: 1).Hash.ShouldNotBe(call.Hash);
        Of("mail.send", 11, "k", number: 1).Hash.ShouldNotBe(Of("mail.send", 1, "1\nk", number: 1).Hash);
    }

    private static KeyedCall Of(string action, int version, string key, int number) =>
        KeyedCall.Of(new TenantId(1), new RunId(Guid.NewGuid()), number, action, version, key);
}
