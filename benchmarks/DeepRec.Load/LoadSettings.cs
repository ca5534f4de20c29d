namespace DeepRec.Load;

/// <summary>How long and how often is measured.</summary>
/// <param name="Seconds">How long each measurement takes.</param>
/// <param name="Rounds">How often each is made, in turn with the others.</param>
/// <param name="WarmUp">How many seconds each path is asked for before, so that it is compiled for good.</param>
/// <param name="Requests">Over how many requests memory is watched.</param>
internal sealed record LoadSettings(int Seconds, int Rounds, int WarmUp, int Requests);
