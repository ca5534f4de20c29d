namespace DeepRec.Encoders;

/// <summary>What a model of rated histories reads of the times of ratings.</summary>
public enum RatingTimes
{
    /// <summary>Nothing.</summary>
    Ignored,

    /// <summary>The user's ratings before the row's time: what is known when a rating is forecast.</summary>
    Earlier,

    /// <summary>
    /// All other ratings of the user, those after the row's time too, such as the rest of the same session. Sound where ratings are held out at random and
    /// missing ones are to be filled in; no forecast.
    /// </summary>
    All,
}
