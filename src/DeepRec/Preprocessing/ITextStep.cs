namespace DeepRec.Preprocessing;

/// <summary>A step that makes many ids of a text: what a bundle may ask for is bounded before it is taken.</summary>
internal interface ITextStep
{
    string Column { get; }

    TextTokens Tokens { get; }
}
