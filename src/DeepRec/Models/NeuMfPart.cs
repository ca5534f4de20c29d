using DeepRec.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>A part of a <see cref="NeuMf"/>: a table of users, one of items, and a score of what they say.</summary>
internal abstract class NeuMfPart : nn.Module
{
    protected NeuMfPart(string name, int width, int users, int items, double deviation, ref SeededRandom random) : base(name)
    {
        Width = width;
        try
        {
            register_module("users", Users = new EmbeddingTable(users, width, deviation, ref random));
            register_module("items", Items = new EmbeddingTable(items, width, deviation, ref random));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    /// <summary>The length of the vectors of users and items, W.</summary>
    public int Width { get; }

    /// <summary>The layer that gives the score.</summary>
    public abstract Linear Output { get; }

    protected EmbeddingTable Users { get; }

    protected EmbeddingTable Items { get; }

    public abstract Tensor EncodeUsers(Tensor ids); // [B] → [B, W]

    public abstract Tensor EncodeItems(Tensor ids); // [K] → [K, W]

    public abstract Tensor Score(Tensor users, Tensor items); // [B, W], [K, W] → [B, K]

    public abstract Tensor ScorePairs(Tensor users, Tensor items); // [B, W], [B, W] → [B]

    public void FillUnmet(int[] users, int[] items)
    {
        Users.FillUnmet(users);
        Items.FillUnmet(items);
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected sealed override void RegisterComponents()
    {
    }
}
