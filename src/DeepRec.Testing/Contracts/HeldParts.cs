using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeepRec.Testing;

/// <summary>The layers and the tensors with a gradient that the fields of a module hold, alone or in arrays, lists, dictionaries and tuples.</summary>
internal static class HeldParts
{
    public static IEnumerable<(string Owner, string Field, object Part)> Of(nn.Module module)
    {
        for (var type = module.GetType(); type is not null && type.Assembly != typeof(nn.Module).Assembly; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                foreach (object part in Parts(field.GetValue(module))) yield return (type.Name, field.Name, part);
            }
        }
    }

    private static IEnumerable<object> Parts(object? value) => value switch
    {
        Tensor tensor => tensor.IsInvalid || !tensor.requires_grad || !tensor.is_leaf ? [] : [tensor],
        nn.Module module => [module],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Parts(tuple[i])),
        IDictionary map => map.Values.Cast<object?>().SelectMany(Parts),
        IList list when value is not string => list.Cast<object?>().SelectMany(Parts),
        _ => [],
    };
}
