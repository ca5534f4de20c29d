namespace DeepRec;

/// <summary>Which way training steps take where a model has two.</summary>
public enum FusedTraining
{
    /// <summary>Without autograd where the model's structure allows it, else by autograd but for a softmax over inner products, which takes a short way of its own.</summary>
    Automatic,

    /// <summary>Always by autograd.</summary>
    Never,
}
