using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace DeepRec.Peers;

/// <summary>A request for one score.</summary>
internal static class ScoringPart
{
    private const int Calls = 20_000, SlowCalls = 2_000;

    public static ComparePart Create() => new(
        "scoring",
        "One row, MLP 64-32-1 over 7 embeddings of length 16 and 2 numbers: microseconds a call, each timed by itself, less what a call that does nothing takes, another row each time. \"Encoded\": from ids and numbers to the score; "
        + "ONNX Runtime has one table for all ids, one thread, inputs and output bound once. \"Raw\": from the texts of a user and an item, `Recommender.Predict`; the peer's side looks encoded rows up in "
        + "dictionaries by hand. TorchSharp: the same module in inference mode, batch of 1. \"Request\": the vector of a request by the user tower of the default ranker (D = 64, some 20 items met, 4 features, "
        + "residual block), from ids and numbers.",
        Run);

    private static IEnumerable<Measurement> Run(CompareSettings settings)
    {
        TorchRuntime.EnsureLoaded();
        set_num_threads(1);
        using var work = new ScoringWork();
        using var scorer = work.Model.Pack() ?? throw new InvalidOperationException("There is no scorer in plain memory for the model.");
        using var onnx = new OnnxPeer(work);
        var users = work.Requests.Select((request, row) => (request.User, row)).GroupBy(pair => pair.User).ToDictionary(group => group.Key, group => group.First().row, StringComparer.Ordinal);
        var items = work.Requests.Select((request, row) => (request.Item, row)).GroupBy(pair => pair.Item).ToDictionary(group => group.Key, group => group.First().row, StringComparer.Ordinal);
        bool[] isUsers = [.. work.Recommender.Pipeline.Inputs.Where(input => input.Kind == Preprocessing.FeatureInputKind.Id).Select(input => input.Role is FeatureRole.User or FeatureRole.UserFeature)];
        bool[] isUsersNumber = [.. work.Recommender.Pipeline.Inputs.Where(input => input.Kind == Preprocessing.FeatureInputKind.Number).Select(input => input.Role is FeatureRole.User or FeatureRole.UserFeature)];
        long[] places = new long[work.IdWidth];
        float[] numbers = new float[work.NumberWidth];

        float Ours(int row) => scorer.Score(new EncodedRow { Ids = work.Ids(row), Numbers = work.Numbers(row) });
        float Onnx(int row) => onnx.Score(work.Places(row), work.Numbers(row));
        float Raw(int row) => work.Recommender.Predict(work.Requests[row].User, work.Requests[row].Item);
        float RawOnnx(int row)
        {
            int user = users[work.Requests[row].User], item = items[work.Requests[row].Item];
            for (int i = 0; i < places.Length; i++) places[i] = work.Places(isUsers[i] ? user : item)[i];
            for (int i = 0; i < numbers.Length; i++) numbers[i] = work.Numbers(isUsersNumber[i] ? user : item)[i];
            return onnx.Score(places, numbers);
        }

        float Module(int row)
        {
            using var scope = NewDisposeScope();
            using var inference = inference_mode();
            return TensorMemory.Span<float>(work.Model.call(work.Source.Gather([row])))[0];
        }

        for (int row = 0; row < ScoringWork.Rows; row++)
        {
            float[] scores = [Ours(row), Onnx(row), Raw(row), RawOnnx(row), Module(row)];
            if (scores.Max() - scores.Min() > 1e-4) throw new InvalidOperationException($"Scores of row {row} differ: {string.Join(", ", scores)}.");
        }

        string torch = $"TorchSharp {typeof(Tensor).Assembly.GetName().Version}";
        foreach (var line in Compare(settings, "encoded row", Ours, OnnxPeer.About, Onnx, Calls, target: 10)) yield return line;
        foreach (var line in Compare(settings, "encoded row", Ours, torch, Module, SlowCalls, target: null)) yield return line;
        foreach (var line in Compare(settings, "raw row", Raw, OnnxPeer.About, RawOnnx, Calls, target: null)) yield return line;
        foreach (var line in EncodeRequests(settings, torch)) yield return line;
    }

    private static IEnumerable<Measurement> EncodeRequests(CompareSettings settings, string torch)
    {
        using var work = new TowerWork();
        var encoding = new float[work.Width];

        float Ours(int row)
        {
            work.Scorer.Encode(work.Request(row), encoding);
            return encoding[0];
        }

        float Module(int row)
        {
            work.Module.Encode(work.Request(row), encoding);
            return encoding[0];
        }

        for (int row = 0; row < work.Users.Count; row++)
        {
            float[] expected = work.Module.Encode(work.Request(row)), found = work.Scorer.Encode(work.Request(row));
            double difference = expected.Zip(found, (a, b) => Math.Abs(a - b)).Max();
            if (difference > 1e-4) throw new InvalidOperationException($"Encodings of row {row} differ by {difference}.");
        }

        return [.. Compare(settings, "encode a request (user tower)", Ours, torch, Module, SlowCalls, target: null)];
    }

    private static IEnumerable<Measurement> Compare(CompareSettings settings, string work, Func<int, float> ours, string peer, Func<int, float> theirs, int theirCalls, double? target)
    {
        var (our, their) = (new List<Sample>(), new List<Sample>());
        for (int round = 0; round <= settings.Rounds; round++) // the first is to warm up
        {
            double clock = Time(_ => 0, Calls).Median;
            our.Add(Time(ours, Calls).Less(clock));
            their.Add(Time(theirs, theirCalls).Less(clock));
        }

        string note = string.Create(CultureInfo.InvariantCulture, $"{our.Min(sample => sample.Bytes):0.#} bytes a call, theirs {their.Min(sample => sample.Bytes):0.#}");
        var median = new Measurement($"{work}, median", peer, "µs", [.. our.Skip(1).Select(sample => sample.Median)], [.. their.Skip(1).Select(sample => sample.Median)], target, LessIsBetter: true, note);
        yield return target is null || median.Ratio >= target ? median : median with { Note = $"{note}; missed: ONNX Runtime's call takes 5 µs here or 10, by what else the machine does" };
        yield return new Measurement($"{work}, 99 of 100", peer, "µs", [.. our.Skip(1).Select(sample => sample.High)], [.. their.Skip(1).Select(sample => sample.High)], LessIsBetter: true);
    }

    private static Sample Time(Func<int, float> score, int calls)
    {
        var ticks = new long[calls];
        for (int i = 0; i < calls / 4; i++) score(i % ScoringWork.Rows);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < calls; i++)
        {
            long started = Stopwatch.GetTimestamp();
            score(i % ScoringWork.Rows);
            ticks[i] = Stopwatch.GetTimestamp() - started;
        }

        double bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / calls;
        Array.Sort(ticks);
        double microsecond = Stopwatch.Frequency / 1e6;
        return new Sample(ticks[calls / 2] / microsecond, ticks[calls * 99 / 100] / microsecond, bytes);
    }

    private readonly record struct Sample(double Median, double High, double Bytes)
    {
        public Sample Less(double clock) => this with { Median = Median - clock, High = High - clock };
    }
}
