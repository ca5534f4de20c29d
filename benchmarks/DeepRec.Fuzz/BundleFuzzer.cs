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
    private static readonly string[] AskedUsers = ["u0", "u3", "nobody"];

    private readonly FuzzReport _report = new("bundles", arguments.Seed);
    private readonly FuzzFailures _failures = new(arguments);
    private long _leftBehind;

    public FuzzReport Run()
    {
        Recommender<string, string>[] inUse = [FuzzRecommenders.Plain(), FuzzRecommenders.Rich(), FuzzRecommenders.Deep()];
        BundleContent[] contents = Array.ConvertAll(inUse, BundleContent.Of);
        byte[][] archives = Array.ConvertAll(contents, content => content.ToArchive());
        float[] answers = Array.ConvertAll(inUse, recommender => recommender.Predict("u1", "i1"));
        foreach (byte[] archive in archives) if (LoadAndAsk(archive) != Answered) throw new InvalidOperationException("A sound bundle does not answer.");
        LiveTensors();

        var (first, end) = arguments.Only is { } only ? (only, only + 1) : (0, arguments.Count);
        for (long index = first; index < end; index++)
        {
            var random = new SeededRandom(StableHash.Combine(arguments.Seed, (ulong)index));
            int which = random.NextInt(contents.Length);
            var (archive, level) = BundleMutation.Apply(ref random, contents[which], archives[which]);
            One(index, archive, level);
            if (index % 1000 == 0 && inUse[which].Predict("u1", "i1") != answers[which]) Fail(index, archive, "a recommender in use answers otherwise", "");
        }

        long atEnd = torch.Tensor.TotalCount;
        _leftBehind += atEnd - LiveTensors();
        _report.Notes.Add(FormattableString.Invariant($"tensors left to the collector: {_leftBehind:N0}"));
        foreach (var recommender in inUse) recommender.Dispose();
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

    private void One(long index, byte[] archive, string level)
    {
        long tensors = torch.Tensor.TotalCount, allocated = GC.GetAllocatedBytesForCurrentThread(), started = Stopwatch.GetTimestamp();
        string outcome;
        try
        {
            outcome = LoadAndAsk(archive);
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

    private static string LoadAndAsk(byte[] archive)
    {
        using var stream = new MemoryStream(archive, writable: false);
        using var recommender = new Recommender<string, string>(RatingBundle.Load<string, string>("fuzzed", stream), report: null, removed: []);
        foreach (string user in AskedUsers)
        {
            if (!float.IsFinite(recommender.Predict(user, "i2")) || recommender.Recommend(user, 3).Any(r => !float.IsFinite(r.Score))) return "FAILED: a score that is no number";
        }

        return Answered;
    }

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
