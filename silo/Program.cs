// The cluster host arrives with the cluster issue (docs/roadmap.md). Until then the silo refuses to start.
Console.Error.WriteLine("The cluster host is not built yet; run the embedded host: dotnet run --project client-api");
return 1;
