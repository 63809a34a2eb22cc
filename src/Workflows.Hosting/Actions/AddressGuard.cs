using System.Net;
using System.Net.Sockets;

namespace Workflows.Hosting.Actions;

/// <summary>Keeps outgoing calls away from hosts that are not allowed and from the inside of the network.</summary>
internal sealed class AddressGuard
{
    private readonly HttpRequestOptions options;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    private readonly Func<IPAddress, bool> isRefused;

    /// <summary>Creates the guard.</summary>
    /// <param name="options">What may be reached.</param>
    /// <param name="resolve">Resolves names; the system's resolver when null.</param>
    /// <param name="isPrivate">Tells private addresses; <see cref="IsPrivate"/> when null.</param>
    public AddressGuard(
        HttpRequestOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, Func<IPAddress, bool>? isPrivate = null)
    {
        this.options = options;
        this.resolve = resolve ?? Dns.GetHostAddressesAsync;
        isRefused = address => !options.AllowPrivateAddresses && (isPrivate ?? IsPrivate)(address);
    }

    /// <exception cref="AddressRefusedException">It is not HTTP, or the host is not on the list.</exception>
    public void Check(Uri uri)
    {
        if (uri.Scheme is not ("http" or "https")) throw new AddressRefusedException($"'{uri.Scheme}' addresses are not called.");
        foreach (var pattern in options.AllowedHosts)
        {
            if (pattern == "*" || uri.Host.Equals(pattern, StringComparison.OrdinalIgnoreCase)) return;
            if (pattern.StartsWith("*.", StringComparison.Ordinal) && uri.Host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)) return;
        }

        throw new AddressRefusedException($"The host '{uri.Host}' is not on the list of allowed hosts (Workflows:Http:AllowedHosts).");
    }

    /// <summary>Connects to an address that the name resolves to; the check is on the very address that is connected to.</summary>
    /// <exception cref="AddressRefusedException">Every address is private, and those are not allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var addresses = await resolve(endPoint.Host, cancellationToken);
        IPAddress[] usable = [.. addresses.Where(address => !isRefused(address))];
        if (usable.Length == 0)
            throw new AddressRefusedException($"'{endPoint.Host}' leads to a private address (Workflows:Http:AllowPrivateAddresses is off).");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(usable, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Loopback, private (RFC 1918, RFC 4193), shared (RFC 6598), link-local, multicast, unspecified and reserved addresses, and IPv6 addresses
    /// that lead to an IPv4 one by translation (RFC 6052) or a tunnel (RFC 3056).
    /// </summary>
    internal static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return true;
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal
                || bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 || bytes.AsSpan().StartsWith<byte>([0x00, 0x64, 0xff, 0x9b])
                || bytes.AsSpan().StartsWith<byte>([0x20, 0x02]);
        return bytes[0] is 0 or 10 or 127 or >= 224
            || (bytes[0] == 172 && bytes[1] is >= 16 and < 32)
            || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 169 && bytes[1] == 254)
            || (bytes[0] == 100 && bytes[1] is >= 64 and < 128)
            || (bytes[0] == 192 && bytes[1] == 0 && bytes[2] == 0)
            || (bytes[0] == 198 && bytes[1] is 18 or 19);
    }
}
