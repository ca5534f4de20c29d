using System.Diagnostics;
using System.Globalization;
using DeepRec;

// BUNDLE USER ITEM: the prediction. "module": by TorchSharp's module too. "memory": the most bytes that the process has held.
using var recommender = Recommender.Load<string, string>(args[0]);
if (args.Contains("module")) _ = recommender.Model;
Console.WriteLine(recommender.Predict(args[1], args[2]).ToString(CultureInfo.InvariantCulture));
if (args.Contains("memory")) Console.WriteLine(Process.GetCurrentProcess().PeakWorkingSet64);
