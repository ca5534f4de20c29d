namespace DeepRec.Tests.Training;

/// <summary>Progress that is told at once, on the training thread.</summary>
internal sealed class Told(Action<TrainingProgress> act) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => act(value);
}
