using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace DeepRec.AspNetCore;

/// <summary>A parameter of an endpoint as documents of the API tell of it; the endpoint reads it by itself.</summary>
/// <remarks>It says what no attribute could, as bounds are known when the endpoint is mapped.</remarks>
internal sealed class DescribedParameter : ParameterInfo, IParameterBindingMetadata
{
    private static readonly MethodInfo Owner = typeof(DescribedParameter).GetMethod(nameof(Take), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly Attribute[] _attributes;

    private DescribedParameter(string name, Type type, object? defaultValue, Attribute[] attributes)
    {
        (NameImpl, ClassImpl, MemberImpl, _attributes) = (name, type, Owner, attributes);
        (DefaultValueImpl, AttrsImpl) = (defaultValue, defaultValue is null ? ParameterAttributes.None : ParameterAttributes.Optional | ParameterAttributes.HasDefault);
    }

    public ParameterInfo ParameterInfo => this;

    public override object? DefaultValue => DefaultValueImpl;

    public override bool HasDefaultValue => DefaultValueImpl is not null;

    string IParameterBindingMetadata.Name => Name!;

    bool IParameterBindingMetadata.HasTryParse => true;

    bool IParameterBindingMetadata.HasBindAsync => false;

    bool IParameterBindingMetadata.IsOptional => _attributes.OfType<FromQueryAttribute>().Any();

    /// <summary>A part of the path.</summary>
    public static DescribedParameter OfPath<T>(string name, string description) => new(name, typeof(T), null, [new FromRouteAttribute(), new DescriptionAttribute(description)]);

    /// <summary>One that the query may give.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it says.</param>
    /// <param name="defaultValue">What holds where it is not given; <see langword="null"/>: nothing.</param>
    /// <param name="rules">What its values must be.</param>
    public static DescribedParameter OfQuery<T>(string name, string description, object? defaultValue = null, params Attribute[] rules) =>
        new(name, typeof(T), defaultValue, [new FromQueryAttribute(), new DescriptionAttribute(description), .. rules]);

    public override object[] GetCustomAttributes(bool inherit) => [.. _attributes];

    public override object[] GetCustomAttributes(Type attributeType, bool inherit)
    {
        Attribute[] found = [.. _attributes.Where(attributeType.IsInstanceOfType)];
        var typed = (object[])Array.CreateInstance(attributeType, found.Length); // as those of reflection: callers cast it
        found.CopyTo(typed, 0);
        return typed;
    }

    public override bool IsDefined(Type attributeType, bool inherit) => _attributes.Any(attributeType.IsInstanceOfType);

    public override IList<CustomAttributeData> GetCustomAttributesData() => [];

    // A parameter is one of a method.
    private static void Take(object value) => _ = value;
}
