using System.Reflection;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Names of types as C# writes them where they are used, with <c>?</c> where null is valid.</summary>
internal static class ApiTypeName
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The type of a field.</summary>
    public static string Of(FieldInfo field) => Of(field.FieldType, Nullability.Create(field));

    /// <summary>The type of a property.</summary>
    public static string Of(PropertyInfo property) => Of(property.PropertyType, Nullability.Create(property));

    /// <summary>The type of a parameter, or of what a method returns, with <c>ref</c>, <c>in</c> or <c>out</c>.</summary>
    public static string Of(ParameterInfo parameter)
    {
        string passed = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        return passed + Of(parameter.ParameterType, Nullability.Create(parameter));
    }

    /// <summary>A type that no member uses, such as a base type.</summary>
    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        Type plain = Nullable.GetUnderlyingType(type) ?? type;

        // A type parameter without constraint allows null with or without a mark, and the context does not tell them apart.
        bool canBeNull = plain != type || (!type.IsValueType && !IsUnconstrained(type) && nullability is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable });
        return Plain(plain, nullability) + (canBeNull ? "?" : "");
    }

    private static bool IsUnconstrained(Type type) =>
        type.IsGenericParameter && !type.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);

    private static string Plain(Type type, NullabilityInfo? nullability)
    {
        if (type.IsArray)
        {
            return Of(type.GetElementType()!, nullability?.ElementType) + "[]";
        }

        string name = (type is { IsNested: true, IsGenericParameter: false } ? Of(type.DeclaringType!) + "." : "") + type.Name.Split('`')[0];
        NullabilityInfo[] arguments = nullability?.GenericTypeArguments ?? [];
        return type.IsGenericType
            ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select((argument, index) => Of(argument, arguments.ElementAtOrDefault(index))))}>"
            : name;
    }
}
