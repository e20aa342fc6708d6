using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Retention.Metrics.Tests.Promises;

/// <summary>The references between the types of an assembly: in signatures, fields, bases, attributes and method bodies.</summary>
internal static class TypeReferences
{
    /// <summary>Pairs of outermost types, by their names without type parameters.</summary>
    public static HashSet<(string From, string To)> Of(Assembly assembly)
    {
        var found = new HashSet<(string From, string To)>();
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Location);
        foreach (TypeDefinition type in module.GetTypes())
        {
            string from = Outermost(type);
            foreach (TypeReference reference in References(type))
            {
                foreach (TypeReference part in Parts(reference).Where(part => part.Scope == module))
                {
                    _ = found.Add((from, Outermost(part)));
                }
            }
        }

        return found;
    }

    private static IEnumerable<TypeReference> References(TypeDefinition type)
    {
        IEnumerable<TypeReference?> own =
        [
            type.BaseType,
            .. type.Interfaces.Select(one => one.InterfaceType),
            .. type.CustomAttributes.Select(one => one.AttributeType),
            .. type.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType),
            .. type.Fields.Select(one => one.FieldType),
            .. type.Properties.Select(one => one.PropertyType),
        ];
        return own.OfType<TypeReference>().Concat(type.Methods.SelectMany(References));
    }

    private static IEnumerable<TypeReference> References(MethodDefinition method)
    {
        IEnumerable<TypeReference> signature =
        [
            method.ReturnType,
            .. method.Parameters.Select(one => one.ParameterType),
            .. method.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType),
            .. method.CustomAttributes.Select(one => one.AttributeType),
        ];
        return method.HasBody
            ? signature.Concat(method.Body.Variables.Select(one => one.VariableType)).Concat(method.Body.Instructions.SelectMany(References))
            : signature;
    }

    private static IEnumerable<TypeReference> References(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method =>
        [
            method.DeclaringType, method.ReturnType, .. method.Parameters.Select(one => one.ParameterType),
            .. (method as GenericInstanceMethod)?.GenericArguments ?? [],
        ],
        _ => [],
    };

    /// <summary>The types a constructed type consists of.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification built => Parts(built.ElementType),
        GenericParameter => [],
        _ => [type],
    };

    private static string Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type.Name.Split('`')[0];
    }
}
