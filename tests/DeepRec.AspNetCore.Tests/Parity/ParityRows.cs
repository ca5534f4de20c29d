namespace DeepRec.AspNetCore.Tests.Parity;

/// <summary>Rows to train on, and what is asked after it.</summary>
/// <param name="Train">Ids are texts.</param>
/// <param name="Users">Some who are known.</param>
/// <param name="Items">Some that are known.</param>
/// <param name="Context">What a request says of a user or the moment.</param>
public sealed record ParityRows(TrainingSet Train, IReadOnlyList<string> Users, IReadOnlyList<string> Items, IReadOnlyDictionary<string, object?> Context)
{
    /// <summary>One who is in no row.</summary>
    public const string Stranger = "stranger";
}
