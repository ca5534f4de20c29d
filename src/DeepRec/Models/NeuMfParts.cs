namespace DeepRec.Models;

/// <summary>Which parts a <see cref="NeuMfOptions"/> has.</summary>
public enum NeuMfParts
{
    /// <summary>Generalised matrix factorisation alone.</summary>
    Gmf,

    /// <summary>The network alone.</summary>
    Mlp,

    /// <summary>Both, their logits added: neural matrix factorisation.</summary>
    Both,
}
