using System.Net;
using System.Net.Sockets;

namespace Workflows.Testing;

/// <summary>
/// Ports of the loopback address for servers that are told where to listen. A port is handed out once in a process, and none is of the range that
/// systems take the ports of outgoing connections from: what is free now still is when the server comes to it.
/// </summary>
public static class LoopbackPorts
{
    private const int First = 10_240;
    private const int End = 32_768;
    private static int next = Random.Shared.Next(First, End);

    /// <summary>A port that nobody uses.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static int Next()
    {
        for (var attempt = First; attempt < End; attempt++)
        {
            var port = First + (Interlocked.Increment(ref next) % (End - First));
            if (IsFree(port)) return port;
        }

        throw new InvalidOperationException($"No port from {First} to {End - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
