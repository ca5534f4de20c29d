// A shop of generated ratings: look at the data, train, evaluate, recommend, save, reload, draw the learning curve.
using DeepRec;
using DeepRec.Testing;
using Quickstart;
using Spectre.Console;

var ratings = GeneratedShop.Create().ToDataset();
Console.WriteLine(DataQualityReport.Of(ratings));

// #region core
var (train, test) = Split.Random(ratings, testFraction: 0.2, seed: 42);

using var recommender = Recommender.Train<string, string>(train, RecommenderOptions.Recommended with { Progress = new TrainingDisplay() });

double error = recommender.Evaluate(test).MeanSquaredError;
Console.WriteLine(FormattableString.Invariant($"test MSE {error:F4}"));
foreach (var (item, score) in recommender.Recommend("u1", count: 10)) Console.WriteLine(FormattableString.Invariant($"{item,-5} {score:F2}"));
recommender.Save("shop.deeprec");
// #endregion

using var loaded = Recommender.Load<string, string>("shop.deeprec");
bool isSame = loaded.Predict(test).SequenceEqual(recommender.Predict(test));
Console.WriteLine($"saved to shop.deeprec, loaded: {(isSame ? "the same" : "OTHER")} scores for {test.Count} test rows\n");

var table = new Table().Border(TableBorder.Minimal).AddColumns("predicted by", "test MSE");
table.AddRow("the best there can be: the noise alone", FormattableString.Invariant($"{GeneratedShop.NoiseVariance:F4}"));
table.AddRow("this model", FormattableString.Invariant($"{error:F4}"));
table.AddRow("mean and biases of user and item", FormattableString.Invariant($"{RatingBaseline.UserItemBias(train).Evaluate(test).MeanSquaredError:F4}"));
table.AddRow("mean of all training ratings", FormattableString.Invariant($"{RatingBaseline.GlobalMean(train).Evaluate(test).MeanSquaredError:F4}"));
AnsiConsole.Write(table);

LearningCurve.Draw(recommender.Report!, "learning-curve.png");
Console.WriteLine("learning curve in learning-curve.png");
return isSame ? 0 : 1;
