using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DeepRec.PackageTests;

/// <summary>The packages in projects outside the repository: train, save, reload, and the same scores come back.</summary>
public sealed partial class FreshAppTests(PackedPackages packages)
{
    [Fact]
    public async Task AConsoleAppNeedsOnePackage()
    {
        var app = await FreshApp.Build(packages, "Console");

        string output = await Shell.Run(app.Folder, app.Environment, "dotnet", "run", "--no-build", "-c", "Release");

        Assert.Matches(@"^\d\d+ predictions, the same: True, finite: True\r?\nrecommended: 3\r?\n$", output);
        Assert.Empty(Notices.MissingOrOtherwise(app.PackagesOfOthers()));
    }

    [Fact]
    public async Task TestClassesOfAUserRunBesideEachOther()
    {
        var app = await FreshApp.Build(packages, "Tests");

        string output = await Shell.Run(app.Folder, app.Environment, "dotnet", "test", "--no-build", "-c", "Release");

        Assert.Equal("4", Succeeded().Match(output).Groups["count"].Value);
    }

    [Fact]
    public async Task AServiceStartsAnswersAndStops()
    {
        var app = await FreshApp.Build(packages, "Service");
        using var service = Process.Start(Shell.Describe(app.Folder, app.Environment, "dotnet", "run", "--no-build", "-c", "Release"))!;
        try
        {
            service.ErrorDataReceived += (_, _) => { };
            service.BeginErrorReadLine();
            string? address = null;
            while (address is null && await service.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line) address = Listening().Match(line) is { Success: true } match ? match.Value : null;
            Assert.NotNull(address);
            var rest = service.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = new Uri(address) };

            string answer = await client.GetStringAsync("/recommend/u7", TestContext.Current.CancellationToken);
            string expected = await client.GetStringAsync("/expected/u7", TestContext.Current.CancellationToken);
            await client.GetStringAsync("/stop", TestContext.Current.CancellationToken);
            await rest;
            await service.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(5, answer.Split("\"item\"").Length - 1);
            Assert.Equal(expected, answer);
            Assert.Equal(0, service.ExitCode);
        }
        finally
        {
            if (!service.HasExited) service.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex(@"succeeded: (?<count>\d+)")]
    private static partial Regex Succeeded();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
