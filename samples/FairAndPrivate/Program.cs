// Three duties: people's privacy, a fair share for each, and data that is not what it seems. On generated data, or on MovieLens 100K with --data FOLDER.
using System.Globalization;
using FairAndPrivate;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (!AnsiConsole.Profile.Capabilities.Interactive) AnsiConsole.Profile.Width = 120;

var material = Option("--data") is { } folder ? Films.Read(folder) : Market.Create(seed: 1);
Console.WriteLine($"{material.Ratings.Count:N0} ratings");

PrivacyPart.Run(material.Ratings);
FairnessPart.Run(material, Option("--plot"));
RobustnessPart.Run(material);

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
