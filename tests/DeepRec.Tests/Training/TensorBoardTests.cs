using Tensorboard;

namespace DeepRec.Tests.Training;

public sealed class TensorBoardTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void EveryStepAndEpochIsWritten()
    {
        using var model = new OneNumber();
        var options = new TrainerOptions { Epochs = 2, BatchSize = 2, TensorBoardDirectory = _folder, Optimizer = new SgdOptions { LearningRate = 0.5 }, Schedule = new LinearSchedule() };

        var report = new Trainer(options).Train(model, OneNumber.Data(1, 1, 1) with { Validation = OneNumber.Rows(3) }, cancellationToken: TestContext.Current.CancellationToken);

        var scalars = Read(Assert.Single(Directory.GetFiles(_folder)));
        Assert.Equal([(0, 0.5f), (1, 0.375f), (2, 0.25f), (3, 0.125f)], scalars["step/learning_rate"]);
        Assert.Equal([0L, 1, 2, 3], scalars["step/loss"].Select(s => s.Step));
        Assert.Equal((0, 1f), scalars["step/loss"][0]);
        Assert.Equal(report.History.Select(e => ((long)e.Number, (float)e.Loss)), scalars["epoch/loss"]);
        Assert.Equal(report.History.Select(e => ((long)e.Number, (float)e.ValidationLoss!.Value)), scalars["epoch/validation_loss"]);
    }

    // Records: eight bytes of length, four of checksum, the event, four of checksum.
    private static Dictionary<string, List<(long Step, float Value)>> Read(string path)
    {
        var scalars = new Dictionary<string, List<(long, float)>>();
        byte[] file = File.ReadAllBytes(path);
        for (int position = 0; position < file.Length;)
        {
            int length = (int)BitConverter.ToInt64(file, position);
            var entry = Event.Parser.ParseFrom(file, position + 12, length);
            foreach (var value in entry.Summary?.Value ?? [])
            {
                if (!scalars.TryGetValue(value.Tag, out var list)) scalars.Add(value.Tag, list = []);
                list.Add((entry.Step, value.SimpleValue));
            }

            position += 12 + length + 4;
        }

        return scalars;
    }
}
