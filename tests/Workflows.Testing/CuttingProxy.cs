using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Workflows.Testing;

/// <summary>Where a <see cref="CuttingProxy"/> cuts a connection.</summary>
public enum Cut
{
    /// <summary>Before the message goes on to the server, which never sees it.</summary>
    BeforeTheServer,

    /// <summary>After the server has answered; the client never sees the answer.</summary>
    AfterTheAnswer,
}

/// <summary>A TCP proxy on the loopback address that loses a connection at a chosen message, or holds everything back from a chosen moment.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly string host;
    private readonly int port;
    private readonly Task accepting;
    private volatile Plan? plan;
    private Split? split;
    private volatile TaskCompletionSource open = Opened();

    /// <summary>Starts a proxy before a server.</summary>
    public CuttingProxy(string host, int port)
    {
        this.host = host;
        this.port = port;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The proxy's port.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Cuts the connection that next sends a message with these bytes; once.</summary>
    public void CutAt(byte[] message, Cut cut) => plan = new Plan(message, cut);

    /// <summary>Holds back whatever is sent from now on, either way, as a broken network does: connections stay, and nothing comes.</summary>
    public void Break()
    {
        if (open.Task.IsCompleted) open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>As <see cref="Break"/>, in the middle of what a client sends: what comes before these bytes still reaches the server. Completes when it happened.</summary>
    public Task BreakAt(byte[] message)
    {
        var next = new Split(message, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Volatile.Write(ref split, next);
        return next.Happened.Task;
    }

    /// <summary>Lets everything pass again, what was held back included: what a client sent may reach the server when the client is gone.</summary>
    public void Mend() => open.TrySetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        using (client)
        {
            try
            {
                await open.Task.WaitAsync(connection.Token);
                await server.ConnectAsync(host, port, connection.Token);
                var muted = new StrongBox<bool>();
                var up = PumpAsync(client.GetStream(), server.GetStream(), message => Passes(message.Span, muted), SplitOf, connection);
                var down = PumpAsync(server.GetStream(), client.GetStream(), _ => !Volatile.Read(ref muted.Value), _ => null, connection);
                await Task.WhenAll(up, down);
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
            {
                // One side is gone; the other side is closed with it.
            }
        }
    }

    /// <summary>Whether a message goes on to the server. Afterwards the answer may be held back, and the connection be cut instead.</summary>
    private bool Passes(ReadOnlySpan<byte> message, StrongBox<bool> muted)
    {
        if (plan is not { } current || message.IndexOf(current.Message) < 0) return true;
        plan = null;
        Volatile.Write(ref muted.Value, current.Cut == Cut.AfterTheAnswer);
        return current.Cut == Cut.AfterTheAnswer;
    }

    /// <summary>Where to split a message; null for all but one. From then on everything is held back.</summary>
    private (int First, TaskCompletionSource Happened)? SplitOf(ReadOnlyMemory<byte> message)
    {
        if (Volatile.Read(ref split) is not { } current || message.Span.IndexOf(current.Message) is not (>= 0 and var first)) return null;
        if (Interlocked.CompareExchange(ref split, null, current) != current) return null;
        Break();
        return (first, current.Happened);
    }

    private async Task PumpAsync(
        NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, bool> passes,
        Func<ReadOnlyMemory<byte>, (int First, TaskCompletionSource Happened)?> splitOf, CancellationTokenSource connection)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, connection.Token)) > 0)
            {
                if (!passes(buffer.AsMemory(0, read))) break;
                var rest = buffer.AsMemory(0, read);
                if (splitOf(rest) is var (first, happened))
                {
                    await to.WriteAsync(rest[..first], connection.Token);
                    rest = rest[first..];
                    happened.SetResult();
                }

                await open.Task.WaitAsync(connection.Token);
                await to.WriteAsync(rest, connection.Token);
            }
        }
        finally
        {
            await connection.CancelAsync();
        }
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private sealed record Plan(byte[] Message, Cut Cut);

    private sealed record Split(byte[] Message, TaskCompletionSource Happened);
}
