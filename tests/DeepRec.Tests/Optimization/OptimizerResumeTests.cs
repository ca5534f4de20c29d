namespace DeepRec.Tests.Optimization;

public sealed class OptimizerResumeTests
{
    private static readonly ParameterSlot[] Slots =
        [new("embedding", 9, ElementType.Float32), new("never", 4, ElementType.Float32), new("bias", 3, ElementType.Float64)];

    [Theory]
    [MemberData(nameof(OptimizerMemoryTests.Every), MemberType = typeof(OptimizerMemoryTests))]
    public void AResumedRunEqualsTheUnbrokenOneToTheBit(OptimizerOptions options)
    {
        var unbroken = new Run(options);
        unbroken.Train(4);
        var bytes = Serialization.SafeTensorsBytes.Written(unbroken.Optimizer.Export(Slots));
        var resumed = new Run(options, unbroken);
        resumed.Optimizer.Import(SafeTensors.Read(bytes).Arrays, Slots);

        unbroken.Train(5);
        resumed.Train(5);

        Assert.Equal(9, resumed.Optimizer.StepCount);
        Assert.Equal(unbroken.Embedding, resumed.Embedding);
        Assert.Equal(unbroken.Bias, resumed.Bias);
    }

    [Fact]
    public void TheStateIsStoredUnderTheParametersNames()
    {
        var run = new Run(new AdamOptions());
        run.Train(2);

        var arrays = run.Optimizer.Export(Slots);

        Assert.Equal(
            ["adam.step", "adam.first_moment/embedding", "adam.second_moment/embedding", "adam.first_moment/bias", "adam.second_moment/bias"],
            arrays.Select(array => array.Name));
        Assert.Equal([2L], arrays[0].ToArray<long>());
        Assert.Equal([9], arrays[1].Shape);
    }

    [Fact]
    public void ChangingTheExportDoesNotChangeTheOptimizer()
    {
        var run = new Run(new AdamOptions());
        run.Train(1);
        var before = run.Optimizer.Export(Slots)[1].ToArray<float>();

        run.Train(1);

        Assert.NotEqual(before, run.Optimizer.Export(Slots)[1].ToArray<float>());
        Assert.Equal(before, run.FirstExport![1].ToArray<float>());
    }

    [Fact]
    public void AStateThatDoesNotFitIsRefusedAndNothingIsChanged()
    {
        var run = new Run(new AdamOptions());
        run.Train(3);
        var arrays = run.Optimizer.Export(Slots);
        NamedArray[] Without(string name) => [.. arrays.Where(array => array.Name != name)];
        void Refused(string message, IReadOnlyList<NamedArray> damaged, params ParameterSlot[] slots)
        {
            var error = Assert.Throws<InvalidBundleException>(() => run.Optimizer.Import(damaged, slots.Length > 0 ? slots : Slots));
            Assert.Equal(message, error.Message);
            Assert.Equal(3, run.Optimizer.StepCount);
        }

        Refused("Tensor 'adam.step' is missing: this is no state of this optimiser.", Without("adam.step"));
        Refused("Tensor 'adam.step' is not one count of steps from 0.", [.. Without("adam.step"), NamedArray.Scalar("adam.step", -1L)]);
        Refused("Tensor 'adam.step' holds I32, expected I64.", [.. Without("adam.step"), NamedArray.Scalar("adam.step", 1)]);
        Refused("Tensor 'adam.second_moment/bias' is missing.", Without("adam.second_moment/bias"));
        Refused("Tensor 'adam.first_moment/embedding' is F32 of shape [9], expected F32 of shape [8].", arrays, Slots[0] with { Length = 8 }, Slots[1], Slots[2]);
        Refused("Tensor 'adam.first_moment/embedding' is F32 of shape [9], expected F64 of shape [9].", arrays, Slots[0] with { Type = ElementType.Float64 }, Slots[1], Slots[2]);
        Refused("Tensor 'adam.first_moment/bias' is no state of this optimiser for these parameters.", arrays, Slots[0]);
        Refused(
            "Tensor 'adam.first_moment/bias' holds a value that is not a number.",
            [.. Without("adam.first_moment/bias"), NamedArray.From<double>("adam.first_moment/bias", [0, double.NaN, 0])]);
    }

    [Fact]
    public void AnotherOptimizersStateIsRefused()
    {
        var run = new Run(new AdamWOptions());
        run.Train(1);

        Assert.Throws<InvalidBundleException>(() => new AdamOptions().CreateOptimizer().Import(run.Optimizer.Export(Slots), Slots));
    }

    private sealed class Run(OptimizerOptions options, Run? from = null)
    {
        private readonly double _rate = options.LearningRate;
        private int _step = from?._step ?? 0;

        public Optimizer Optimizer { get; } = options.CreateOptimizer();

        public float[] Embedding { get; } = from?.Embedding.ToArray() ?? [.. Enumerable.Range(0, 9).Select(i => i / 9f)];

        public double[] Bias { get; } = from?.Bias.ToArray() ?? [0.1, 0.2, 0.3];

        public IReadOnlyList<NamedArray>? FirstExport { get; private set; }

        public void Train(int steps)
        {
            for (; steps > 0; steps--)
            {
                var random = new Random(_step++);
                Optimizer.BeginStep();
                Optimizer.Step<float>(0, Embedding, [.. Embedding.Select(_ => random.NextSingle() - 0.5f)], _rate);
                Optimizer.Step<double>(2, Bias, [.. Bias.Select(_ => random.NextDouble() - 0.5)], _rate);
                FirstExport ??= Optimizer.Export(Slots);
            }
        }
    }
}
