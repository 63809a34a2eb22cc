using System.Security.Cryptography;
using Workflows.Abstractions.Ids;
using Workflows.Abstractions.Secrets;
using Workflows.Hosting.Secrets;
using Workflows.Testing;

namespace Workflows.Hosting.Tests.Secrets;

public sealed class SecretVaultTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 0, 0, 0, TimeSpan.Zero);
    private MasterKeyRing ring = MasterKeyRing.Create();
    private readonly MasterKeys keys;
    private readonly SecretVault vault;

    public SecretVaultTests()
    {
        keys = new MasterKeys(() => ring);
        vault = new SecretVault(keys);
    }

    [Fact]
    public void Value_OpensAgain_AndIsSealedDifferentlyEachTime()
    {
        var first = vault.Seal(Secret(1, "A"), "value");
        var second = vault.Seal(Secret(1, "A"), "value");

        vault.Open(first).ShouldBe("value");
        first.Value.ToArray().ShouldNotBe(second.Value.ToArray());
        first.WrappedKey.ToArray().ShouldNotBe(second.WrappedKey.ToArray());
    }

    [Theory]
    [InlineData(2, "A")]
    [InlineData(1, "B")]
    public void Row_InAnotherPlace_DoesNotOpen(int tenant, string name)
    {
        var secret = vault.Seal(Secret(1, "A"), "value");

        var moved = secret with { Tenant = new TenantId(tenant), Name = name };

        Should.Throw<SecretUnreadableException>(() => vault.Open(moved)).Message.ShouldNotContain("value\"");
    }

    [Fact]
    public void ChangedBytes_AreRefused()
    {
        var secret = vault.Seal(Secret(1, "A"), "value");
        var bytes = secret.Value.ToArray();
        bytes[^1] ^= 1;

        Should.Throw<SecretUnreadableException>(() => vault.Open(secret with { Value = bytes }));
    }

    [Fact]
    public void OldKey_OpensUntilItIsRewrappedAndGone()
    {
        var secret = vault.Seal(Secret(1, "A"), "value");
        var protector = new ValueProtector(keys);
        var output = protector.Protect(new TenantId(1), "output", "done"u8);

        ring = MasterKeyRing.Parse(MasterKeyRing.Create().Export() + ring.Export());
        keys.Reload();
        vault.Open(secret).ShouldBe("value");
        protector.Unprotect(new TenantId(1), "output", output).ShouldBe("done"u8.ToArray());
        var (wrapped, master) = vault.Rewrap(secret);
        ring = MasterKeyRing.Parse(ring.Export().Split('\n')[0]);
        keys.Reload();

        vault.Open(secret with { WrappedKey = wrapped, MasterKey = master }).ShouldBe("value");
        Should.Throw<SecretUnreadableException>(() => vault.Open(secret)).Message.ShouldContain("not configured");
        Should.Throw<CryptographicException>(() => protector.Unprotect(new TenantId(1), "output", output));
    }

    [Fact]
    public void ProtectedValue_IsBoundToTenantAndPurpose()
    {
        var protector = new ValueProtector(keys);
        var value = protector.Protect(new TenantId(1), "output", "done"u8);

        Should.Throw<CryptographicException>(() => protector.Unprotect(new TenantId(2), "output", value));
        Should.Throw<CryptographicException>(() => protector.Unprotect(new TenantId(1), "state", value));
        Should.Throw<CryptographicException>(() => protector.Unprotect(new TenantId(1), "output", [1, 2, 3]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("c2hvcnQ=")]
    [InlineData("this-is-no-base64!")]
    public void KeyFile_WithoutGoodKeys_IsRefused_WithoutShowingIt(string text)
    {
        var error = Should.Throw<FormatException>(() => MasterKeyRing.Parse(text));
        if (text.Length > 0 && text[0] != '#') error.Message.ShouldNotContain(text);
    }

    [Fact]
    public void Accesses_AreAuditedOncePerRun_AndBoundedPerHour()
    {
        var clock = new ManualClock();
        var log = new SecretAccessLog(clock);
        var run = new RunId(Guid.CreateVersion7());

        log.Note(new TenantId(1), "A", run).ShouldBe((true, true));
        log.Note(new TenantId(1), "A", run).ShouldBe((false, false));
        Enumerable.Range(0, 1_000).Count(_ => log.Note(new TenantId(1), "A", new RunId(Guid.CreateVersion7())).Audit)
            .ShouldBe(SecretAccessLog.MaxPerHour - 1);
        clock.Advance(TimeSpan.FromMinutes(2));
        log.Note(new TenantId(1), "A", run).ShouldBe((false, true));
        clock.Advance(TimeSpan.FromHours(1));
        log.Note(new TenantId(1), "A", run).ShouldBe((true, true));
    }

    private static SecretRecord Secret(int tenant, string name) => new()
    {
        Tenant = new TenantId(tenant), Name = name, Value = default, WrappedKey = default, MasterKey = "", Revision = 1, CreatedBy = "t",
        CreatedAt = Now, UpdatedBy = "t", UpdatedAt = Now, ValueSetAt = Now,
    };
}
