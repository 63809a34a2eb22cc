namespace Workflows.ClientApi.WebConsole;

/// <summary>What a browser sees where the console was not built, because the machine that built the server has no Node.js.</summary>
internal static class MissingConsole
{
    /// <summary>The page.</summary>
    public const string Page = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Orleans.Workflows</title>
        <style>
          :root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
          main { max-width: 38rem; margin: 12vh auto; padding: 0 1.5rem; }
          code { font: 14px ui-monospace, monospace; padding: .1em .35em; border-radius: 4px; background: #8882; }
        </style>
        <main>
          <h1>The engine is running</h1>
          <p>Its web console was not built, because Node.js was not found when the server was built. The API is complete without it:
             see <a href="/docs">the API page</a>.</p>
          <p>To get the console, install Node.js 20 or newer (Debian: <code>apt-get install nodejs npm</code>), and start the server again with
             <code>./dev run</code>.</p>
        </main>
        """;
}
