using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>A task that goes on with a trained model: what ids without a row hold was settled by the first training, and stays.</summary>
/// <param name="task">The training.</param>
internal sealed class UpdateTask(TrainingTask task) : TrainingTask
{
    public override nn.Module Module => task.Module;

    public override int Rows => task.Rows;

    public override int StepsAnEpoch => task.StepsAnEpoch;

    public override void BeginEpoch(int epoch) => task.BeginEpoch(epoch);

    public override StepLoss Loss(int step, long globalStep) => task.Loss(step, globalStep);

    public override FusedStep? Fuse(bool isLazy, int threads) => task.Fuse(isLazy, threads);

    public override ReadOnlySpan<int> RowsOf(int step) => task.RowsOf(step);

    public override double? Validate() => task.Validate();

    public override void Sign(JsonObject signature) => task.Sign(signature);

    /// <summary>The mean loss of the rows by the model as it stands, without dropout. Its draws are the same at each call.</summary>
    public static double LossOf(TrainingTask task)
    {
        int threads = get_num_threads();
        set_num_threads(1);
        task.Module.eval();
        double sum = 0;
        long taught = 0;
        try
        {
            task.BeginEpoch(0);
            for (int step = 0; step < task.StepsAnEpoch; step++)
            {
                using var scope = NewDisposeScope();
                using var none = no_grad();
                var (loss, _, rows) = task.Loss(step, step);
                (sum, taught) = (sum + TensorMath.Number(loss) * rows, taught + rows);
            }
        }
        finally
        {
            set_num_threads(threads);
        }

        return sum / taught;
    }
}
