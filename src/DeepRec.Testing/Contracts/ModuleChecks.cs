using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec.Testing;

/// <summary>What is asked of encoders and models alike.</summary>
internal static class ModuleChecks
{
    private const string Unregistered = "a field was set after RegisterComponents(), or holds it where no search finds it: call RegisterComponents() last in the constructor of the sealed class, or register_module and register_parameter";

    /// <summary>Every parameter and module that a field holds is known to the module: else it is neither trained nor saved.</summary>
    public static void RegistersEveryParameter(nn.Module module)
    {
        var modules = module.modules().Append(module).ToHashSet(ReferenceEqualityComparer.Instance);
        var parameters = module.parameters().Select(p => p.Handle).ToHashSet();
        foreach (var (owner, field, held) in modules.Cast<nn.Module>().SelectMany(HeldParts.Of))
        {
            bool known = held is Tensor tensor ? parameters.Contains(tensor.Handle) : modules.Contains(held);
            if (!known) throw Contract.Broken("every parameter and layer registered", $"{owner}.{field} is not", Unregistered);
        }
    }

    /// <summary>What is saved is each tensor once.</summary>
    public static void SavesEachTensorOnce(nn.Module module)
    {
        using var scope = NewDisposeScope();
        var state = module.state_dict();
        string? twice = state.Keys.FirstOrDefault(name => name.Contains("k__BackingField", StringComparison.Ordinal));
        long saved = state.Values.Sum(t => t.numel()), held = module.parameters().Sum(p => p.numel()) + module.buffers().Sum(b => b.numel());
        if (twice is null && saved == held) return;
        throw Contract.Broken(
            $"each of {held} numbers saved once", twice is null ? $"{saved} numbers" : $"the name '{twice}'",
            "a layer is registered twice: either by RegisterComponents(), which finds fields, or by register_module under a name of its own; keep layers out of automatic properties");
    }

    /// <summary>After a backward pass from <paramref name="loss"/>.</summary>
    public static void GradientsAreFinite(nn.Module module, Func<Tensor> loss)
    {
        if (!module.parameters().Any(p => p.requires_grad)) return;
        using var scope = NewDisposeScope();
        module.train();
        module.zero_grad();
        loss().backward();
        bool some = false;
        foreach (var (name, parameter) in module.named_parameters().Where(p => p.parameter.requires_grad))
        {
            if (parameter.grad is not { } gradient)
            {
                throw Contract.Broken("a gradient for every parameter", $"none for '{name}'", "use it in what the loss is computed from, detach nothing on the way, or do not make it a parameter");
            }

            float[] values = TensorValues.Of(gradient);
            TensorValues.AreFinite(values, $"the gradient of '{name}'", "keep away from the square root, the logarithm and the division at 0");
            some |= values.Any(v => v != 0);
        }

        if (!some) throw Contract.Broken("a gradient that moves something", "all are 0", "let the parameters take part in the output");
        module.zero_grad();
        module.eval();
    }

    /// <summary>Copies what would be saved of one module into another of the same settings.</summary>
    public static void CopyState(nn.Module from, nn.Module to)
    {
        using var scope = NewDisposeScope();
        var source = from.state_dict();
        foreach (var (name, target) in to.state_dict())
        {
            if (!source.TryGetValue(name, out var saved) || !saved.shape.SequenceEqual(target.shape) || saved.dtype != target.dtype)
            {
                throw Contract.Broken("the same tensors from the same settings", $"'{name}' is absent or of another shape or type", "let the settings and the inputs alone decide which layers there are");
            }

            saved.contiguous().bytes.CopyTo(target.bytes);
        }
    }

    /// <summary>Tensors alive that were made on this thread. Exact here whatever other threads do.</summary>
    public static long LiveTensors => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    /// <summary>Calls again and again leave as many tensors as there were before.</summary>
    public static void LeavesNoTensorBehind(Action call, string what)
    {
        const int Calls = 10;
        call(); // what is made once and kept is no leak
        call();
        long before = LiveTensors;
        for (int i = 0; i < Calls; i++) call();
        long left = LiveTensors - before;
        if (left == 0) return;
        throw Contract.Broken(
            "no tensor left after its dispose scope", $"{left} tensors after {Calls} {what}",
            "open a scope in forward and move only the result out of it (MoveToOuterDisposeScope); keep no tensor of a batch in a field");
    }
}
