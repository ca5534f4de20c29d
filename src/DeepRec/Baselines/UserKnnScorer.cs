using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>The scorer of <see cref="UserKnnOptions"/>.</summary>
/// <param name="popularity">Shape [I].</param>
/// <param name="options">The settings.</param>
/// <param name="users">Shape [users × I]: who met what.</param>
internal sealed class UserKnnScorer(float[] popularity, UserKnnOptions options, SparseMatrix users) : HistoryScorer(popularity, options.HistoryDecay)
{
    private readonly SparseMatrix _items = users.Transpose();

    protected override void Score(RankingRequests requests, HistoryWeights history, Span<float> scores, bool[] says)
    {
        var shared = new float[users.RowCount];
        var met = new List<int>();
        var heap = new (float Score, int Position)[Math.Min(options.Neighbors, users.RowCount)];
        for (int request = 0; request < requests.Count; request++)
        {
            history.Read(requests.HistoryOf(request));
            for (int place = 0; place < history.Items.Length; place++)
            {
                foreach (int user in _items.ColumnsOf(history.Items[place]))
                {
                    if (shared[user] == 0) met.Add(user);
                    shared[user] += history.Weights[place];
                }
            }

            double squares = TensorPrimitives.SumOfSquares(history.Weights);
            var nearest = new TopK(heap);
            met.Sort();
            foreach (int user in met)
            {
                if (user != requests.Users[request]) nearest.Offer((float)(shared[user] / (Math.Sqrt(squares * users.ColumnsOf(user).Length) + options.Shrinkage)), user);
                shared[user] = 0;
            }

            met.Clear();
            var row = scores.Slice(request * ItemCount, ItemCount);
            foreach (var (likeness, user) in nearest.Sorted())
            {
                foreach (int item in users.ColumnsOf(user)) row[item] += likeness;
                says[request] = true;
            }
        }
    }

    protected override IReadOnlyList<NamedArray> Learned() => [.. StoredArrays.Of("users", users)];
}
