using System.Globalization;

namespace DeepRec.Fuzz;

/// <summary>Inputs that failed, saved with how to run them again.</summary>
internal sealed class FuzzFailures(FuzzArguments arguments)
{
    private const int Most = 100;
    private int _saved;

    public void Save(long index, string outcome, byte[]? input, string details)
    {
        Console.Error.WriteLine($"input {index}: {outcome}");
        if (_saved++ >= Most) return;
        Directory.CreateDirectory(arguments.FailureFolder);
        string name = Path.Combine(arguments.FailureFolder, string.Create(CultureInfo.InvariantCulture, $"{arguments.What}-{arguments.Seed}-{index}"));
        if (input is not null) File.WriteAllBytes(name + ".bin", input);
        File.WriteAllText(name + ".txt", string.Create(CultureInfo.InvariantCulture, $"{arguments.What} --seed {arguments.Seed} --only {index}\n{outcome}\n{details}\n"));
    }
}
