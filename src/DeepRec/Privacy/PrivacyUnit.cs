namespace DeepRec;

/// <summary>Whose presence among the training data private training hides.</summary>
public enum PrivacyUnit
{
    /// <summary>A row: one rating. Who gave a hundred of them is hidden a hundred times less well.</summary>
    Example,

    /// <summary>A user, with all of his rows.</summary>
    User,
}
