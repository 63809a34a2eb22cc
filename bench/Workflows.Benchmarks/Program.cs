using BenchmarkDotNet.Running;
using Workflows.Benchmarks.Expressions;
using Workflows.Benchmarks.Schemas;

if (args is ["schema-rates"])
    await ValidationRates.RunAsync();
else if (args is ["expressions"])
    ReferenceComparison.Run();
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
