using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using DeepRec;
using DeepRec.Models;

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
    if (args.Contains("module")) RankByModule(ranker.Bundle, args[1]);
    Console.WriteLine(ranker.Recommend(args[1], 1)[0].Item);
}

// What a request took before there were towers in plain memory.
[MethodImpl(MethodImplOptions.NoInlining)]
void RankByModule(RankingBundle bundle, string user)
{
    var module = ((ItemRankerOptions)bundle.ModelOptions).CreateDetached(bundle.Inputs, seed: 0);
    ModelWeights.Restore(module, bundle.Scorer.Export());
    using var scorer = new TorchItemScorer(module, bundle.Inputs);
    scorer.Score(bundle.Requests(new RequestRows(bundle.Pipeline.Schema, bundle.Users, bundle.Items).Compose([user]), [bundle.Users.RowOf(user)]), new float[scorer.ItemCount]);
}
