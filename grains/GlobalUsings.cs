global using Orleans;
global using Orleans.Concurrency;
global using Orleans.Runtime;
global using StreamId = Workflows.Abstractions.Ids.StreamId;
