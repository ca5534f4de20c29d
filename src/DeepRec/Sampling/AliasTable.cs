namespace DeepRec;

/// <summary>
/// Draws numbers 0 … n − 1 of given probabilities, each in constant time: the alias method of Walker (1977), its table built as Vose, "A Linear
/// Algorithm For Generating Random Numbers With a Given Distribution" (1991). A number of weight 0 is never drawn.
/// </summary>
/// <remarks>Immutable; safe from many threads. Memory: 20 bytes a number.</remarks>
internal sealed class AliasTable
{
    private readonly double[] _probability;
    private readonly double[] _keep;
    private readonly int[] _alias;

    /// <param name="weights">Shape [n]: what the probabilities are proportional to.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or none is above 0.</exception>
    public AliasTable(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        int heaviest = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i]))) throw new ArgumentException($"Weight {i} is {weights[i]}; weights are finite and not negative.", nameof(weights));
            sum += weights[i];
            if (weights[i] > weights[heaviest]) heaviest = i;
        }

        if (!(sum > 0 && double.IsFinite(sum))) throw new ArgumentException($"The weights sum to {sum}; something must be there to draw.", nameof(weights));
        (_probability, _keep, _alias) = (new double[weights.Length], new double[weights.Length], new int[weights.Length]);
        for (int i = 0; i < weights.Length; i++) _probability[i] = weights[i] / sum;
        Build(heaviest);
    }

    public int Count => _alias.Length;

    /// <summary>How likely each number is. Shape [n], sums to 1.</summary>
    public ReadOnlySpan<double> Probabilities => _probability;

    public int Draw(ref SeededRandom random)
    {
        int cell = random.NextInt(_alias.Length);
        return random.NextDouble() < _keep[cell] ? cell : _alias[cell];
    }

    /// <summary>The probabilities that the table draws by: of each cell, 1/n, a part is its own number's and the rest its alias's.</summary>
    internal double[] Reconstruct()
    {
        var drawn = new double[Count];
        for (int cell = 0; cell < Count; cell++)
        {
            drawn[cell] += _keep[cell] / Count;
            drawn[_alias[cell]] += (1 - _keep[cell]) / Count;
        }

        return drawn;
    }

    private void Build(int heaviest)
    {
        // One array for two stacks: cells with less than their share grow from the left, those with more from the right.
        var stacks = new int[Count];
        int small = 0, large = Count;
        for (int i = 0; i < Count; i++)
        {
            _keep[i] = _probability[i] * Count;
            if (_keep[i] < 1) stacks[small++] = i;
            else stacks[--large] = i;
        }

        while (small > 0 && large < Count)
        {
            int less = stacks[--small], more = stacks[large];
            _alias[less] = more;
            _keep[more] = _keep[more] + _keep[less] - 1;
            if (_keep[more] >= 1) continue;
            large++;
            stacks[small++] = more;
        }

        // Rounding leaves cells whose share is 1 but for a last digit.
        for (int i = 0; i < small; i++) Fill(stacks[i], heaviest);
        for (int i = large; i < Count; i++) Fill(stacks[i], heaviest);
    }

    private void Fill(int cell, int heaviest) => (_keep[cell], _alias[cell]) = (_probability[cell] > 0 ? 1 : 0, heaviest);
}
