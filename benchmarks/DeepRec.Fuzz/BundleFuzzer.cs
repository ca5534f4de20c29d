using System.Diagnostics;
using TorchSharp;

namespace DeepRec.Fuzz;

/// <summary>
/// Loads damaged and forged bundles. Each must be refused with an <see cref="InvalidBundleException"/>, or load and answer with numbers; and leave no
/// tensor behind. A bundle in use is asked now and then whether it still answers as before.
/// </summary>
internal sealed class BundleFuzzer(FuzzArguments arguments)
{
    private const int StrictInterval = 997;
    private const string Answered = "loaded, answers with numbers";

    private readonly FuzzReport _report = new("bundles", arguments.Seed);
    private readonly FuzzFailures _failures = new(arguments);
    private long _leftBehind;

    public FuzzReport Run()
    {
        FuzzTarget[] targets =
        [
            FuzzTarget.Of(FuzzRecommenders.Plain()), FuzzTarget.Of(FuzzRecommenders.Rich()), FuzzTarget.Of(FuzzRecommenders.Deep()), FuzzTarget.Of(FuzzRecommenders.Seeing()),
            .. FuzzRankers.All.Select(ranker => FuzzTarget.Of(ranker())),
        ];
        float[] answers = Array.ConvertAll(targets, target => target.InUse());
        foreach (var target in targets) if (LoadAndAsk(target, target.Archive) != Answered) throw new InvalidOperationException("A sound bundle does not answer.");
        LiveTensors();

        var (first, end) = arguments.Only is { } only ? (only, only + 1) : (0, arguments.Count);
        for (long index = first; index < end; index++)
        {
            var random = new SeededRandom(StableHash.Combine(arguments.Seed, (ulong)index));
            int which = random.NextInt(targets.Length);
            var (archive, level) = BundleMutation.Apply(ref random, targets[which].Content, targets[which].Archive);
            One(index, targets[which], archive, level);
            if (index % 1000 == 0 && targets[which].InUse() != answers[which]) Fail(index, archive, "a recommender in use answers otherwise", "");
        }

        long atEnd = torch.Tensor.TotalCount;
        _leftBehind += atEnd - LiveTensors();
        _report.Notes.Add(FormattableString.Invariant($"tensors left to the collector: {_leftBehind:N0}"));
        foreach (var target in targets) target.Owner.Dispose();
        return _report;
    }

    // After the collector has taken what nobody holds.
    private static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return torch.Tensor.TotalCount;
    }

    private void One(long index, FuzzTarget target, byte[] archive, string level)
    {
        long tensors = torch.Tensor.TotalCount, allocated = GC.GetAllocatedBytesForCurrentThread(), started = Stopwatch.GetTimestamp();
        string outcome;
        try
        {
            outcome = LoadAndAsk(target, archive);
            if (outcome != Answered) Fail(index, archive, outcome, level);
        }
        catch (InvalidBundleException)
        {
            outcome = "refused";
        }
        catch (Exception e)
        {
            outcome = $"FAILED: {e.GetType().Name}";
            Fail(index, archive, outcome, $"{level}\n{e}");
        }

        _report.Add($"{level}: {outcome}", GC.GetAllocatedBytesForCurrentThread() - allocated, Stopwatch.GetElapsedTime(started));
        if (index < arguments.Strict || index % StrictInterval == 0 || arguments.Only is not null) CheckTensors(index, archive, tensors);
    }

    private static string LoadAndAsk(FuzzTarget target, byte[] archive) =>
        target.Ask(archive).All(float.IsFinite) ? Answered : "FAILED: a score that is no number";

    // TorchSharp counts each parameter once more for ever; a tensor that is left behind is one that the collector takes off.
    private void CheckTensors(long index, byte[] archive, long before)
    {
        long after = torch.Tensor.TotalCount, left = after - LiveTensors();
        if (left == 0 && after >= before) return;
        _leftBehind += left;
        Fail(index, archive, $"FAILED: {left} tensors left behind", "");
    }

    private void Fail(long index, byte[] archive, string outcome, string details)
    {
        _report.AddFailure();
        _failures.Save(index, outcome, archive, details);
    }
}
