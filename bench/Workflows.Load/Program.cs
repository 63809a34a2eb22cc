using Workflows.Load.Floor;

return args switch
{
    ["floor", .. var rest] => await FloorCommand.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Workflows.Load floor [--store sqlite|postgres] [--runs 20000] [--rounds 3] [--batch 500] [--events 100] [--lanes 16]");
    return 2;
}
