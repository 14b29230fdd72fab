package dev.postern.core.oauth;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.http.HttpsCaller;
import dev.postern.core.http.HttpsReply;
import dev.postern.core.http.HttpsRequest;
import dev.postern.core.secret.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Fills a form and posts it: what all requests to authorization servers have in common. */
final class FormPost {

    /**
     * For the key files that a form may need: on a disk that hangs they never come. Each request
     * waits on a thread of its own, so that none waits for another's.
     */
    private static final Duration FILLING = Duration.ofSeconds(10);

    private static final String CONTENT_TYPE = "application/x-www-form-urlencoded";
    private static final Secret ACCEPTED = Secret.of("application/json");

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("token-request").start(task);

    private final HttpsCaller caller;

    FormPost(HttpsCaller caller) {
        this.caller = caller;
    }

    /** Adds what the request is to say; may read files. */
    @FunctionalInterface
    interface Filling {
        void fill(Form form) throws UnaskableException;
    }

    /** What came of it. */
    sealed interface Posted {

        /**
         * An answer.
         *
         * @param form what was asked, for {@link Form#redacted}
         */
        record Answered(HttpsReply.Answer answer, Form form) implements Posted {}

        record Failed(String detail) implements Posted {}

        record Unaskable(String sentence) implements Posted {}
    }

    private sealed interface Filled {
        record Ready(Form form) implements Filled {}

        record Not(String sentence) implements Filled {}
    }

    /** The stage completes where files may be written: not on an event loop. */
    <T> CompletionStage<T> post(
            AuthorizationServer server,
            URI target,
            Filling filling,
            Function<Posted, T> understood) {
        return CompletableFuture.supplyAsync(() -> filled(filling), THREADS)
                .completeOnTimeout(
                        new Filled.Not(
                                "The files that a request to %s needs could not be read within %d s. Look whether their disk answers."
                                        .formatted(target.getHost(), FILLING.toSeconds())),
                        FILLING.toSeconds(),
                        TimeUnit.SECONDS)
                .thenComposeAsync(
                        filled ->
                                switch (filled) {
                                    case Filled.Ready(Form form) ->
                                            sent(server, target, form, understood);
                                    case Filled.Not(String sentence) ->
                                            CompletableFuture.completedFuture(
                                                    understood.apply(
                                                            new Posted.Unaskable(sentence)));
                                },
                        THREADS);
    }

    private static Filled filled(Filling filling) {
        Form form = new Form();
        try {
            filling.fill(form);
            return new Filled.Ready(form);
        } catch (UnaskableException unaskable) {
            form.wipe();
            return new Filled.Not(unaskable.sentence());
        }
    }

    private <T> CompletionStage<T> sent(
            AuthorizationServer server, URI target, Form form, Function<Posted, T> understood) {
        Secret body = form.encoded();
        Map<String, Secret> headers = new HashMap<>();
        headers.put("Accept", ACCEPTED);
        form.authorization().ifPresent(value -> headers.put("Authorization", value));
        return caller.call(
                        new HttpsRequest(
                                new HttpsRequest.Method.Post(CONTENT_TYPE, body),
                                target,
                                headers,
                                server.trust(),
                                server.proxy()))
                .thenApplyAsync(reply -> understood(reply, form, understood), THREADS)
                .whenComplete((done, never) -> body.wipe());
    }

    private static <T> T understood(HttpsReply reply, Form form, Function<Posted, T> understood) {
        try {
            return switch (reply) {
                case HttpsReply.Answer answer -> {
                    T meaning = understood.apply(new Posted.Answered(answer, form));
                    answer.body().wipe();
                    yield meaning;
                }
                case HttpsReply.Failure(String detail) ->
                        understood.apply(new Posted.Failed(detail));
                case HttpsReply.NotSent(String sentence) ->
                        understood.apply(new Posted.Unaskable(sentence));
            };
        } finally {
            form.wipe();
        }
    }
}
