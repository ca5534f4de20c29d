namespace VideoSite;

/// <summary>Sixty days of a video site, all from a seed; days count from the opening.</summary>
internal sealed class Site
{
    private const int Topics = 12, Days = 60, Visits = 12, Shown = 5;
    public static readonly DateTimeOffset Opening = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random;
    private readonly Queue<(Viewer Viewer, double Day)> _visits;

    public Site(int viewers, int videos, int seed)
    {
        _random = new Random(seed);
        Videos = [.. Enumerable.Range(0, videos).Select(i => new Video($"v{i}", _random.Next(Topics), 1 + 29 * Math.Pow(Draw(), 2), 52 - 110 * Draw(), 0.02 + Math.Pow(Draw(), 2), 0.4 + 1.2 * Draw()))];
        Viewers = [.. Enumerable.Range(0, viewers).Select(i => new Viewer($"u{i}", _random.Next(Topics), _random.Next(Topics), Days * Draw(), _random.Next(Topics)))];
        _visits = new(Viewers.SelectMany(viewer => Enumerable.Range(0, Visits).Select(_ => (Viewer: viewer, Day: Days * Draw()))).OrderBy(visit => visit.Day));
    }

    public Video[] Videos { get; }

    public Viewer[] Viewers { get; }

    /// <summary>A video as it is shown, with what is known at that moment.</summary>
    public static Impression Show(Viewer viewer, Video video, double day, double seconds = 0) => new(
        viewer.Id, viewer.Searched, video.Id, $"topic {video.Topic}", video.Minutes,
        viewer.Watched.Count(watched => watched.Topic == video.Topic) / (1.0 + viewer.Watched.Count), Opening.AddDays(day), seconds);

    /// <summary>Lets time go on: what is shown until a day, oldest first.</summary>
    public Impression[] Until(double day)
    {
        var shown = new List<Impression>();
        while (_visits.TryPeek(out var next) && next.Day < day && _visits.TryDequeue(out next)) Visit(next.Viewer, next.Day, shown);
        return [.. shown];
    }

    // The viewer searches; the site shows what is popular, and more of it where it suits; some of it is watched.
    private void Visit(Viewer viewer, double day, List<Impression> shown)
    {
        viewer.Searched = [.. Enumerable.Range(0, 3).Select(_ => $"term {_random.Next(8)} of {(Draw() < 0.5 ? viewer.Favourite(day) : Draw() < 0.4 ? viewer.Also : _random.Next(Topics))}")];
        var unseen = Videos.Where(video => !viewer.Watched.Contains(video));
        // The least of exponential times: a draw without replacement.
        foreach (var video in unseen.OrderBy(video => -Math.Log(1 - Draw()) / (video.Popularity(day) * (0.1 + viewer.Truth(video, day).Chance))).Take(Shown).ToArray())
        {
            var (chance, mean) = viewer.Truth(video, day);
            shown.Add(Show(viewer, video, day, Draw() < chance ? Math.Round(mean * (0.5 + Draw())) : 0));
            if (shown[^1].Seconds > 0) viewer.Watched.Add(video);
        }
    }

    private double Draw() => _random.NextDouble();
}

/// <summary>A video of one topic, long or short; bait is clicked on and soon left. Its popularity grows for nine days from the upload on, then fades.</summary>
internal sealed record Video(string Id, int Topic, double Minutes, double Uploaded, double Appeal, double Bait)
{
    public double Popularity(double day) => day < Uploaded ? 0 : Appeal * (0.05 + (day - Uploaded) / 9 * Math.Exp(1 - (day - Uploaded) / 9));
}

/// <summary>Somebody with a favourite topic, another one from a day on, and a topic of some interest.</summary>
internal sealed record Viewer(string Id, int First, int Then, double Change, int Also)
{
    public List<Video> Watched { get; } = [];

    public string[] Searched { get; set; } = [];

    public int Favourite(double day) => day < Change ? First : Then;

    /// <summary>The planted truth: the chance that a video is watched when it is shown, the mean seconds if it is, and so its expected watch time.</summary>
    public (double Chance, double Seconds) Truth(Video video, double day)
    {
        double taste = video.Topic == Favourite(day) ? 1 : video.Topic == Also ? 0.5 : 0.06;
        return (0.3 * taste * video.Bait, 60 * video.Minutes * (0.2 + 0.4 * taste) * (1.7 - video.Bait) / (1 + video.Minutes / 20));
    }

    public double Expected(Video video, double day) => Truth(video, day) is var (chance, seconds) ? chance * seconds : 0;
}
