using static TorchSharp.torch;

namespace DeepRec;

/// <summary>Writes the course of a training to TensorBoard's event files.</summary>
internal sealed class TensorBoard(string directory) : IDisposable
{
    private readonly TorchSharp.Modules.SummaryWriter _writer = utils.tensorboard.SummaryWriter(directory);

    public void Step(long step, double loss, double learningRate)
    {
        _writer.add_scalar("step/loss", (float)loss, (int)step);
        _writer.add_scalar("step/learning_rate", (float)learningRate, (int)step);
    }

    public void Epoch(TrainingEpoch epoch)
    {
        _writer.add_scalar("epoch/loss", (float)epoch.Loss, epoch.Number);
        if (epoch.ValidationLoss is { } validation) _writer.add_scalar("epoch/validation_loss", (float)validation, epoch.Number);
    }

    public void Dispose() => (_writer as IDisposable)?.Dispose();
}
