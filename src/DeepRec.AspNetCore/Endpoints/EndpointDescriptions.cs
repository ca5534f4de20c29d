using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace DeepRec.AspNetCore;

/// <summary>What documents of the API tell of an endpoint. It changes nothing of how requests are answered.</summary>
internal static class EndpointDescriptions
{
    private const string Problem = "application/problem+json";

    /// <summary>What the path and the query say, in the place of what the handler's own parameters tell.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params DescribedParameter[] parameters)
    {
        endpoint.Finally(built =>
        {
            foreach (var known in built.Metadata.OfType<IParameterBindingMetadata>().ToArray()) built.Metadata.Remove(known);
            foreach (var parameter in parameters) built.Metadata.Add(parameter);
        });
        return endpoint.RefusesBad();
    }

    /// <summary>A body of JSON, and what is wrong with one.</summary>
    public static RouteHandlerBuilder TakesBody<TBody>(this RouteHandlerBuilder endpoint, RecommenderEndpointOptions options)
        where TBody : notnull => endpoint
        .Accepts<TBody>("application/json")
        .WithDescription($"Lists have {options.MaximumListLength} entries at most. A member that is not among those described is refused.")
        .RefusesBad()
        .Refuses(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {options.MaximumBodyBytes} bytes.")
        .Refuses(StatusCodes.Status415UnsupportedMediaType, "The body is not JSON.");

    /// <summary>The answer to a good request.</summary>
    public static RouteHandlerBuilder Answers<TAnswer>(this RouteHandlerBuilder endpoint, string description) =>
        endpoint.WithMetadata(new ProducesResponseTypeAttribute(typeof(TAnswer), StatusCodes.Status200OK, "application/json") { Description = description });

    /// <summary>The answer to a good request that has no content.</summary>
    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder endpoint, string description) =>
        endpoint.WithMetadata(new ProducesResponseTypeAttribute(StatusCodes.Status204NoContent) { Description = description });

    /// <summary>Answers to a good request that nobody wants.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="unavailable">When the answer is 503.</param>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, string unavailable = "No model is loaded.") => endpoint
        .Refuses(StatusCodes.Status503ServiceUnavailable, unavailable)
        .Refuses(StatusCodes.Status500InternalServerError, "The request failed, for no fault of its own.");

    private static RouteHandlerBuilder RefusesBad(this RouteHandlerBuilder endpoint) =>
        endpoint.Refuses(StatusCodes.Status400BadRequest, "Something of the request is wrong: the detail says what, and what would be right.");

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.WithMetadata(new ProducesResponseTypeAttribute(typeof(ProblemDetails), status, Problem) { Description = description });
}
