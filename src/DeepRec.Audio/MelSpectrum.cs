using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace DeepRec;

/// <summary>Windows, Fourier transform and filters of the mel scale for one sample rate.</summary>
internal sealed class MelSpectrum
{
    private const double WindowSeconds = 0.025;
    private const double StepSeconds = 0.010;
    private const double Silence = 1e-10;
    private const double HalfRange = 50; // decibels

    private readonly int _sampleRate;
    private readonly double[] _window; // [samples]
    private readonly double[][] _filters; // [bands][bins of half the transform]
    private readonly Complex[] _transform;
    private readonly double _scale; // to the mean square of the windowed samples, by Parseval

    public MelSpectrum(int sampleRate, int bands, double minHertz, double maxHertz)
    {
        _sampleRate = sampleRate;
        int length = (int)Math.Round(WindowSeconds * sampleRate);
        _window = [.. Enumerable.Range(0, length).Select(i => 0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / length))];
        _transform = new Complex[(int)BitOperations.RoundUpToPowerOf2((uint)length)];
        _scale = 2 / (_transform.Length * _window.Sum(w => w * w));
        double low = MelOf(minHertz), step = (MelOf(maxHertz) - low) / (bands + 1);
        _filters = [.. Enumerable.Range(0, bands).Select(band => Filter(HertzOf(low + band * step), HertzOf(low + (band + 1) * step), HertzOf(low + (band + 2) * step)))];
    }

    /// <summary>Shape [bands × frames]: logarithms of the mean power in each frame's share of the time.</summary>
    public float[] Spectrogram(ReadOnlySpan<float> samples, int frames, double seconds)
    {
        var power = new double[_filters.Length * frames];
        var windows = new int[frames];
        int count = Math.Max(1, (int)Math.Ceiling((seconds - WindowSeconds) / StepSeconds) + 1);
        for (int i = 0; i < count; i++)
        {
            int frame = (int)((long)i * frames / count), start = (int)(i * StepSeconds * _sampleRate);
            windows[frame]++;
            if (start < samples.Length) AddPower(samples[start..Math.Min(samples.Length, start + _window.Length)], power, frame, frames);
        }

        var values = new float[power.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double mean = power[i] / Math.Max(1, windows[i % frames]);
            values[i] = (float)((HalfRange + 10 * Math.Log10(Math.Max(mean, Silence))) / HalfRange);
        }

        return values;
    }

    private void AddPower(ReadOnlySpan<float> samples, double[] power, int frame, int frames)
    {
        Array.Clear(_transform);
        for (int i = 0; i < samples.Length; i++) _transform[i] = samples[i] * _window[i];
        Fourier.Forward(_transform, FourierOptions.NoScaling);
        for (int band = 0; band < _filters.Length; band++)
        {
            double sum = 0;
            double[] filter = _filters[band];
            for (int k = 0; k < filter.Length; k++) if (filter[k] > 0) sum += filter[k] * (_transform[k].Real * _transform[k].Real + _transform[k].Imaginary * _transform[k].Imaginary);
            power[band * frames + frame] += sum * _scale;
        }
    }

    private double[] Filter(double from, double peak, double to)
    {
        var filter = new double[_transform.Length / 2];
        for (int k = 0; k < filter.Length; k++)
        {
            double hertz = (double)k * _sampleRate / _transform.Length;
            filter[k] = Math.Max(0, Math.Min((hertz - from) / (peak - from), (to - hertz) / (to - peak)));
        }

        return filter;
    }

    private static double MelOf(double hertz) => 2595 * Math.Log10(1 + hertz / 700);

    private static double HertzOf(double mel) => 700 * (Math.Pow(10, mel / 2595) - 1);
}
