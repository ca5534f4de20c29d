namespace DeepRec.Models;

/// <summary>Which of its inputs <see cref="MlpRatingPredictor"/> uses for what.</summary>
/// <param name="User">The user's id; −1: none.</param>
/// <param name="Item">The item's id; −1: none.</param>
/// <param name="Network">Those that enter the network, in order.</param>
internal sealed record MlpParts(int User, int Item, int[] Network)
{
    public static MlpParts Of(MlpRatingPredictorOptions options, ModelInputs inputs)
    {
        int user = IndexOf(inputs, inputs.User?.Name), item = IndexOf(inputs, inputs.Item?.Name), count = 0;
        var network = new int[inputs.Features.Count];
        for (int part = 0; part < network.Length; part++)
        {
            if (options.IdsInNetwork || !options.InnerProduct || (part != user && part != item)) network[count++] = part;
        }

        if (count > 0) return new MlpParts(user, item, network.AsSpan(0, count).ToArray());
        for (int part = 0; part < network.Length; part++) network[part] = part;
        return new MlpParts(user, item, network);
    }

    /// <summary>Checks that an inner product can be taken.</summary>
    /// <param name="widths">How long the vector of each input is.</param>
    /// <exception cref="ArgumentException">An id is no input, or their vectors differ in length.</exception>
    public void RequireInnerProduct(IReadOnlyList<int> widths)
    {
        if (User < 0 || Item < 0) throw new ArgumentException("InnerProduct needs the user's and the item's id as inputs. Give both a vocabulary, or switch it off.");
        if (widths[User] != widths[Item]) throw new ArgumentException($"InnerProduct needs vectors of one length: the user's has {widths[User]}, the item's {widths[Item]}. Set EmbeddingDimension.");
    }

    private static int IndexOf(ModelInputs inputs, string? name)
    {
        for (int part = 0; part < inputs.Features.Count; part++) if (inputs.Features[part].Name == name) return part;
        return -1;
    }
}
