using System.CommandLine;
using DeepRec.Quality;

namespace DeepRec.Peers;

/// <summary><c>recall</c>: which part of the best 100 the search by 8-bit codes finds, on the vectors of trained models.</summary>
internal static class RecallCommand
{
    private const int Users = 1000, Count = 100;

    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "The folder that holds amazon-beauty and gowalla." };
        var command = new Command("recall", "Recall@100 of the search by 8-bit codes against scores of all items, on models trained on Amazon Beauty and Gowalla.") { data };
        command.SetAction(parsed =>
        {
            TorchRuntime.EnsureLoaded();
            Console.WriteLine("| vectors of | items | users | recall@100 | same lists |\n|---|---|---|---|---|");
            foreach (var (name, layout) in new[] { ("amazon-beauty", "sequence"), ("gowalla", "lightgcn") })
            {
                var (items, users) = TrainedVectors.Of(RankingSource.Open(Path.Combine(parsed.GetValue(data)!, name), layout, seed: 42), Users);
                Console.WriteLine(Row(name, items, users));
            }

            return 0;
        });
        return command;
    }

    // Against a loop over all items and a full sort.
    private static string Row(string name, float[] items, float[] users)
    {
        const int Width = RetrievalWork.Width;
        var panels = ItemPanels.Of(items, Width);
        var search = new PanelSearch(panels, codes: new CodeSearch(panels, CodePanels.Of(panels)!, PanelKernels.Best));
        var (scores, order, found, counts) = (new float[panels.Count], new int[panels.Count], new (float Score, int Place)[Count], new int[1]);
        double recall = 0, same = 0;
        for (int user = 0; user < users.Length / Width; user++)
        {
            float[] query = users[(user * Width)..((user + 1) * Width)];
            for (int item = 0; item < scores.Length; item++) (scores[item], order[item]) = (Product(query, items.AsSpan(item * Width, Width)), item);
            Array.Sort(order, (a, b) => scores[a] != scores[b] ? scores[b].CompareTo(scores[a]) : a.CompareTo(b));
            search.Best(new SearchTask(query, Count), found, counts);
            int[] best = order[..Count], places = [.. found.Select(one => one.Place)];
            (recall, same) = (recall + best.Intersect(places).Count() / (double)Count, same + (best.SequenceEqual(places) ? 1 : 0));
        }

        int asked = users.Length / Width;
        return FormattableString.Invariant($"| {name} | {panels.Count:N0} | {asked:N0} | {recall / asked:F4} | {same:N0} of {asked:N0} |");
    }

    private static float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        for (int d = 0; d < a.Length; d++) sum = MathF.FusedMultiplyAdd(a[d], b[d], sum);
        return sum;
    }
}
