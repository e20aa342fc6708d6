using System.Globalization;
using System.Reflection;

namespace Retention.Metrics.Tests.Promises;

/// <summary>The public surface of the library a test project tests is an approved text file beside its tests; a change shows up in review.</summary>
public sealed class PublicApiTests
{
    private const string Approved = "PublicApi.approved.txt";

    private static readonly string Tests = typeof(PublicApiTests).Assembly.GetName().Name!;

    [Fact]
    public void PublicSurface_IsTheApprovedOne()
    {
        string[] actual = [.. Surface(Assembly.Load(Tests[..^".Tests".Length]))];
        string[] approved = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, Approved));
        string received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
        File.WriteAllText(received, string.Concat(actual.Select(line => line + '\n')));

        string[] gone = [.. approved.Except(actual, StringComparer.Ordinal).Select(line => "- " + line)];
        string[] come = [.. actual.Except(approved, StringComparer.Ordinal).Select(line => "+ " + line)];
        Assert.True(
            actual.SequenceEqual(approved, StringComparer.Ordinal),
            $"The public surface changed:\n{string.Join('\n', [.. gone, .. come])}\nIf that is meant, approve it: cp '{received}' tests/{Tests}/{Approved}");
    }

    private static IEnumerable<string> Surface(Assembly assembly) =>
        from type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal)
        from line in Members(type).Order(StringComparer.Ordinal).Prepend(Head(type))
        select line;

    private static string Head(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class" : type.IsSealed ? "sealed class" : "abstract class";
        string[] bases = [.. type.GetInterfaces().Where(one => one.IsPublic && !type.IsEnum).Select(Name).Order(StringComparer.Ordinal).Prepend(type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? Name(parent) : "").Where(name => name.Length > 0)];
        return $"{kind} {type.Namespace}.{Name(type)}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}";
    }

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(member => member is not Type).Select(member => "    " + member switch
        {
            FieldInfo field when type.IsEnum => field.IsSpecialName ? "" : $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
            FieldInfo field => $"field {Name(field.FieldType)} {field.Name}",
            PropertyInfo property => $"{(property.GetAccessors()[0].IsStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name}{Indexed(property)} {{ {(property.CanRead ? "get; " : "")}{(property.SetMethod is { IsPublic: true } ? "init; " : "")}}}",
            ConstructorInfo constructor => $"new{Parameters(constructor)}",
            MethodInfo { IsSpecialName: true } accessor when !accessor.Name.StartsWith("op_", StringComparison.Ordinal) => "",
            MethodInfo method => method.Name.StartsWith('<') ? "" : $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{Generic(method)}{Parameters(method)}",
            _ => member.ToString()!,
        }).Where(line => line.Trim().Length > 0);

    private static string Indexed(PropertyInfo property) => property.GetIndexParameters() is { Length: > 0 } indices ? $"[{string.Join(", ", indices.Select(one => Name(one.ParameterType)))}]" : "";

    private static string Generic(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(one => one.Name))}>" : "";

    private static string Parameters(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(one => $"{Name(one.ParameterType)} {one.Name}{(one.IsOptional ? " = " + (Convert.ToString(one.RawDefaultValue, CultureInfo.InvariantCulture) is { Length: > 0 } value ? value : "default") : "")}"))})";

    private static string Name(Type type) =>
        type.IsArray ? Name(type.GetElementType()!) + "[]"
        : type.IsByRef ? "ref " + Name(type.GetElementType()!)
        : !type.IsGenericType ? (type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}." : "") + type.Name
        : $"{(type.IsNested ? Name(type.DeclaringType!) + "." : "")}{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
}
