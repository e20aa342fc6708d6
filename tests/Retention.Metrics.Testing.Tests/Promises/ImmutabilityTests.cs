using System.Reflection;

namespace Retention.Metrics.Testing.Tests.Promises;

/// <summary>What tests share must not change under them.</summary>
public sealed class ImmutabilityTests
{
    private static readonly Type[] Exported = typeof(Portfolio).Assembly.GetExportedTypes();

    [Fact]
    public void NothingPublic_CanBeChanged()
    {
        Assert.Empty(Exported.Where(type => !type.IsEnum).SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Instance)).Select(field => $"{field.DeclaringType!.Name}.{field.Name}"));
        Assert.All(
            Exported.SelectMany(type => type.GetProperties()).Where(property => property.SetMethod is { IsPublic: true } && property.DeclaringType!.Assembly == typeof(Portfolio).Assembly),
            property => Assert.Contains(property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers(), modifier => modifier == typeof(System.Runtime.CompilerServices.IsExternalInit)));
    }
}
