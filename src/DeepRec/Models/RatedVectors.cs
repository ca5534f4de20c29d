using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>One side of some rows, as <see cref="RatedSideEncoder"/> makes it.</summary>
/// <param name="Vector">p or q, shape [B, D].</param>
/// <param name="Bias">b + a · s, shape [B].</param>
/// <param name="Count">n, shape [B].</param>
/// <param name="FeatureVector">What the vector is without a history, shape [B, D]; or zeros.</param>
/// <param name="FeatureBias">What the bias is where the id is not known, shape [B]; or zeros.</param>
internal sealed record RatedVectors(Tensor Vector, Tensor Bias, Tensor Count, Tensor? FeatureVector, Tensor? FeatureBias)
{
    /// <summary>Some of the rows.</summary>
    public RatedVectors Select(Tensor rows) => new(Vector.index_select(0, rows), Bias.index_select(0, rows), Count.index_select(0, rows), FeatureVector?.index_select(0, rows), FeatureBias?.index_select(0, rows)); // [B'] of each

    /// <summary>Some of the rows, as if nothing had been rated and the id were not known.</summary>
    public RatedVectors Blank(Tensor rows)
    {
        int count = (int)rows.shape[0];
        Tensor vector = FeatureVector?.index_select(0, rows) ?? zeros(count, Vector.shape[1], Vector.dtype), bias = FeatureBias?.index_select(0, rows) ?? zeros(count, Bias.dtype); // [B', D], [B']
        return new RatedVectors(vector, bias, zeros(count, Count.dtype), vector, bias);
    }
}
