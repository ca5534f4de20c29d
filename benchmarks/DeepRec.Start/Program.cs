using System.Diagnostics;
using System.Globalization;
using DeepRec;

// BUNDLE USER ITEM: the prediction; ITEM "best": a ranker's best item for the user. "module": by TorchSharp's module too. "memory": the most bytes that the process has held.
if (args[2] == "best") WriteBest();
else WritePrediction();
if (args.Contains("memory")) Console.WriteLine(Process.GetCurrentProcess().PeakWorkingSet64);

void WritePrediction()
{
    using var recommender = Recommender.Load<string, string>(args[0]);
    if (args.Contains("module")) _ = recommender.Model;
    Console.WriteLine(recommender.Predict(args[1], args[2]).ToString(CultureInfo.InvariantCulture));
}

void WriteBest()
{
    using var ranker = Recommender.LoadRanking<string, string>(args[0]);
    Console.WriteLine(ranker.Recommend(args[1], 1)[0].Item);
}
