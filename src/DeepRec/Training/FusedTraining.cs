namespace DeepRec;

/// <summary>Which way training steps take where a model has two.</summary>
public enum FusedTraining
{
    /// <summary>Without autograd where the model's structure allows it, else by autograd.</summary>
    Automatic,

    /// <summary>Always by autograd.</summary>
    Never,
}
