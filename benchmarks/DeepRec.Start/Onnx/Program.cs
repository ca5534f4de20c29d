using System.Diagnostics;
using System.Globalization;
using DeepRec;

// FILE USER ITEM: the prediction; ITEM "best": the user's best item. "memory": the most bytes that the process has held.
using var recommender = OnnxRecommender.Load<string, string>(args[0]);
Console.WriteLine(args[2] == "best" ? recommender.Recommend(args[1], 1)[0].Item : recommender.Predict(args[1], args[2]).ToString(CultureInfo.InvariantCulture));
if (args.Contains("memory")) Console.WriteLine(Process.GetCurrentProcess().PeakWorkingSet64);
