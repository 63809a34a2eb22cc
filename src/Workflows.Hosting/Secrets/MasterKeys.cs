namespace Workflows.Hosting.Secrets;

/// <summary>The present master keys; read again for a rotation.</summary>
/// <param name="read">Reads the ring from where it is kept.</param>
public sealed class MasterKeys(Func<MasterKeyRing> read)
{
    private MasterKeyRing? ring;

    /// <summary>The keys as read last.</summary>
    /// <exception cref="FormatException">They are not keys.</exception>
    public MasterKeyRing Ring => Volatile.Read(ref ring) ?? Reload();

    /// <summary>Reads the keys again.</summary>
    /// <exception cref="FormatException">They are not keys; the ones before stay in use.</exception>
    public MasterKeyRing Reload()
    {
        var fresh = read();
        Volatile.Write(ref ring, fresh);
        return fresh;
    }
}
