using static TorchSharp.torch;

namespace DeepRec.Tests.Tensors;

public sealed class ParameterMemoryTests
{
    [Fact]
    public void IsTheParametersOwnAndFoundAnewWhereThatIsAnother()
    {
        using var parameter = nn.Parameter(zeros(2, 2));
        using var other = TensorMemory.FromFloats([1, 2, 3], 3);
        var memory = new ParameterMemory(parameter);
        memory.Values[3] = 7;
        Assert.Equal([0, 0, 0, 7], TensorMemory.ToFloats(parameter));
        using (no_grad()) parameter.set_(other);
        memory.Find();
        Assert.Equal([1, 2, 3], memory.Values.ToArray());
    }
}
