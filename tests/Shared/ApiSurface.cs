using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Lists the public and protected types and members of an assembly, one line each, close to how C# declares them.</summary>
internal static class ApiSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["op_Addition"] = "operator +",
        ["op_Subtraction"] = "operator -",
        ["op_Multiply"] = "operator *",
        ["op_Division"] = "operator /",
        ["op_UnaryNegation"] = "operator -",
        ["op_UnaryPlus"] = "operator +",
        ["op_Equality"] = "operator ==",
        ["op_Inequality"] = "operator !=",
        ["op_LessThan"] = "operator <",
        ["op_GreaterThan"] = "operator >",
        ["op_LessThanOrEqual"] = "operator <=",
        ["op_GreaterThanOrEqual"] = "operator >=",
        ["op_Implicit"] = "implicit operator",
        ["op_Explicit"] = "explicit operator",
    };

    /// <summary>Lists the lines: each type in order of its name, followed by its members in order of their text.</summary>
    public static IEnumerable<string> Of(Assembly assembly) =>
        from type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal)
        from line in Members(type).Order(StringComparer.Ordinal).Prepend(OfType(type))
        select line;

    /// <summary>The line of a type: its kind, name, base type and interfaces.</summary>
    public static string OfType(Type type)
    {
        string[] bases =
        [
            .. type.GetInterfaces().Where(one => one.IsPublic && !type.IsEnum).Select(one => ApiTypeName.Of(one)).Order(StringComparer.Ordinal)
                .Prepend(type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? ApiTypeName.Of(parent) : "")
                .Where(name => name.Length > 0),
        ];
        return $"{Kind(type)} {type.Namespace}.{ApiTypeName.Of(type)}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}";
    }

    /// <summary>The line of a member, or null for a member that has no line of its own.</summary>
    public static string? OfMember(MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: true } => null,
        FieldInfo { DeclaringType.IsEnum: true } choice => $"{choice.Name} = {Convert.ToInt64(choice.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo field when IsVisible(field) => $"{Access(!field.IsPublic)}field {ApiTypeName.Of(field)} {field.Name}",
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors => OfProperty(property, accessors),
        ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor) => $"{Access(IsProtected(constructor))}new{Parameters(constructor)}",
        MethodInfo method when IsVisible(method) && !IsAccessor(method) && !method.Name.StartsWith('<') => OfMethod(method),
        EventInfo { AddMethod: { } add } one when IsVisible(add) => $"{Access(IsProtected(add))}event {ApiTypeName.Of(one.EventHandlerType!)} {one.Name}",
        _ => null,
    };

    private static IEnumerable<string> Members(Type type) => type.GetMembers(Declared).Select(OfMember).OfType<string>().Select(line => "    " + line);

    private static string Kind(Type type)
    {
        if (type.IsEnum || type.IsInterface)
        {
            return type.IsEnum ? "enum" : "interface";
        }

        bool isRecord = type.GetMethod(type.IsValueType ? "PrintMembers" : "<Clone>$", Declared) is not null;
        if (type.IsValueType)
        {
            string modifiers = (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "");
            return $"{modifiers}{(isRecord ? "record struct" : "struct")}";
        }

        string modifier = type.IsAbstract ? type.IsSealed ? "static " : "abstract " : type.IsSealed ? "sealed " : "";
        return $"{modifier}{(isRecord ? "record" : "class")}";
    }

    private static string OfProperty(PropertyInfo property, MethodInfo[] accessors)
    {
        string index = property.GetIndexParameters() is { Length: > 0 } indices ? $"[{string.Join(", ", indices.Select(Parameter))}]" : "";
        bool isProtected = Array.TrueForAll(accessors, IsProtected);
        string modifiers = Access(isProtected) + (accessors[0].IsStatic ? "static " : "") + (property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "");
        IEnumerable<string> words = accessors.Select(one => Access(!isProtected && IsProtected(one)) + Word(property, one));
        return $"{modifiers}{ApiTypeName.Of(property)} {property.Name}{index} {{ {string.Join(' ', words)} }}";
    }

    private static string Word(PropertyInfo property, MethodInfo accessor) =>
        accessor == property.GetMethod ? "get;"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;"
        : "set;";

    private static MethodInfo[] Accessors(PropertyInfo property) =>
        [.. new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(IsVisible)];

    private static string OfMethod(MethodInfo method)
    {
        string modifiers = Access(IsProtected(method)) + (method.IsStatic ? "static " : method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : "");
        string result = ApiTypeName.Of(method.ReturnParameter);
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(one => one.Name))}>" : "";
        if (!Operators.TryGetValue(method.Name, out string? name))
        {
            return $"{modifiers}{result} {method.Name}{generic}{Parameters(method)}";
        }

        return name.EndsWith("operator", StringComparison.Ordinal) ? $"{modifiers}{name} {result}{Parameters(method)}" : $"{modifiers}{result} {name}{Parameters(method)}";
    }

    private static string Parameters(MethodBase method)
    {
        string extended = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"({extended}{string.Join(", ", method.GetParameters().Select(Parameter))})";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        bool takesMany = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        return $"{(takesMany ? "params " : "")}{ApiTypeName.Of(parameter)} {parameter.Name}{Default(parameter)}";
    }

    private static string Default(ParameterInfo parameter)
    {
        string text = parameter.IsOptional ? Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture) ?? "" : "";
        return !parameter.IsOptional ? "" : " = " + (text.Length > 0 ? text : "default");
    }

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsVisible(FieldInfo field) => field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed);

    private static bool IsVisible(MethodBase method) => method.IsPublic || IsProtected(method);

    private static bool IsProtected(MethodBase method) => (method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed;

    private static string Access(bool isProtected) => isProtected ? "protected " : "";
}
