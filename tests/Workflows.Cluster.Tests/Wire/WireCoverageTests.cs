using System.Reflection;
using Workflows.Grains;

namespace Workflows.Cluster.Tests.Wire;

/// <summary>Nothing is added to what silos say to each other without a sample that crosses in <see cref="WireTests"/>.</summary>
public sealed class WireCoverageTests
{
    private readonly HashSet<Type> seen = [];
    private readonly HashSet<MemberInfo> set = [];

    public WireCoverageTests()
    {
        foreach (var sample in WireSamples.All) Walk(sample);
    }

    [Fact]
    public void TypesWithAWireForm_HaveASample() =>
        WireTypes.Except(seen).Select(type => type.Name).ShouldBeEmpty("add a sample to WireSamples, and a test that it crosses");

    [Fact]
    public void MembersWithAWireForm_HaveAValueInASample() =>
        WireTypes.SelectMany(WireSamples.MembersOf).Except(set).Select(member => $"{member.DeclaringType!.Name}.{member.Name}")
            .ShouldBeEmpty("give them values in WireSamples that are not the default, so that one that does not cross is missed");

    private static IEnumerable<Type> WireTypes { get; } =
        [.. typeof(EntityKey).Assembly.GetTypes().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))];

    private void Walk(object value)
    {
        var type = value.GetType();
        if (value is Array items)
        {
            foreach (var item in items) Walk(item);
            return;
        }

        if (!WireTypes.Contains(type)) return;
        seen.Add(type);
        foreach (var member in WireSamples.MembersOf(type))
        {
            var held = WireSamples.ValueOf(member, value);
            if (held is null || held.Equals(held.GetType().IsValueType ? Activator.CreateInstance(held.GetType()) : null)) continue;
            set.Add(member);
            Walk(held);
        }
    }
}
