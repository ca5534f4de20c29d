using System.Runtime.CompilerServices;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Testing;

/// <summary>Divides a column by its mean, but for its flaw.</summary>
internal sealed class FlawedStep(StepFlaw flaw) : PreprocessingStep
{
    private static int _fits;

    public override FittedStep Fit(TrainingSet training)
    {
        var partitions = flaw == StepFlaw.ReadsOnePartition ? training.Partitions.Take(1) : training.Partitions;
        float[] values = [.. partitions.SelectMany(p => p.Column<NumberColumn>("number").Values.ToArray()).Where(float.IsFinite)];
        float mean = values.Sum(v => Math.Abs(v)) / values.Length;
        if (flaw == StepFlaw.DrawsAtRandom) mean += Interlocked.Increment(ref _fits);
        return flaw == StepFlaw.HasNoName ? new Nameless(mean) : new Fitted(flaw, mean) { Learned = mean };
    }

    private sealed record Nameless(float Mean) : FittedStep
    {
        public override Dataset Transform(Dataset rows) => rows.With("number", rows.Column<NumberColumn>("number").Map(x => x / Mean));
    }

    internal sealed record Fitted(StepFlaw Flaw, float Mean) : FittedStep
    {
        static Fitted() => BundleTypes.RegisterStep<Fitted>("tests-flawed-step");

        /// <summary>Not public, so that it is not saved.</summary>
        internal float Learned { get; init; }

        public override Dataset Transform(Dataset rows)
        {
            var column = rows.Column<NumberColumn>("number");
            var categories = rows.Column<CategoryColumn>("category");
            if (Flaw == StepFlaw.RefusesNoRows && rows.Count == 0) throw new InvalidOperationException("no rows");
            if (Flaw == StepFlaw.RefusesMissingValues && column.MissingCount > 0) throw new InvalidOperationException("missing");
            if (Flaw == StepFlaw.RefusesUnseenCategories && categories.Values.Any(v => v.Length > 1)) throw new InvalidOperationException("unseen");
            float divisor = Flaw switch
            {
                StepFlaw.LooksAtOtherRows => Mean + rows.Count,
                StepFlaw.ForgetsWhatItLearned => Learned,
                _ => Mean,
            };
            if (Flaw == StepFlaw.WritesIntoItsInput) Overwrite(column.Values);
            return rows.With("number", column.Map(x => Flaw == StepFlaw.DividesByZero ? 1 / x : x / divisor));
        }

        private static void Overwrite(ReadOnlySpan<float> values)
        {
            foreach (ref readonly float value in values) Unsafe.AsRef(in value) = value + 1;
        }
    }
}
