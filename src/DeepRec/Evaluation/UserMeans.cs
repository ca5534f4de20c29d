namespace DeepRec;

/// <summary>The mean of each user's values, where those of one user come one after the other. Not for several threads.</summary>
internal sealed class UserMeans
{
    private readonly List<double> _means = []; // of users that are complete
    private CompensatedSum _sum;
    private int _values;
    private int _user = -1;

    /// <summary>How many users have a value.</summary>
    public int Count => _means.Count + (_values > 0 ? 1 : 0);

    /// <summary>The mean over users; NaN without any.</summary>
    public double Mean
    {
        get
        {
            var sum = new CompensatedSum();
            double[] means = ToArray();
            foreach (double mean in means) sum.Add(mean);
            return sum.Value / means.Length;
        }
    }

    public void Add(int user, double value)
    {
        if (user != _user && _values > 0)
        {
            _means.Add(_sum.Value / _values);
            (_sum, _values) = (default, 0);
        }

        _user = user;
        _sum.Add(value);
        _values++;
    }

    /// <summary>Shape [users].</summary>
    public double[] ToArray() => _values > 0 ? [.. _means, _sum.Value / _values] : [.. _means];
}
