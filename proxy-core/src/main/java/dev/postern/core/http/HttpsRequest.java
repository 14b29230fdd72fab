package dev.postern.core.http;

import dev.postern.core.account.ProxyServer;
import dev.postern.core.account.Trust;
import dev.postern.core.secret.Secret;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What to ask, and of whom.
 *
 * @param target {@code https}, or {@code http} on this machine
 * @param headers besides Host, User-Agent, Connection, Accept-Encoding and Content-Length; secrets,
 *     because one of them may be
 */
public record HttpsRequest(
        Method method,
        URI target,
        Map<String, Secret> headers,
        Trust trust,
        Optional<ProxyServer> proxy) {

    /** RFC 9110 9.3. */
    public sealed interface Method {

        record Get() implements Method {}

        /**
         * With content.
         *
         * @param body stays the caller's, who may wipe it once the reply is there
         */
        record Post(String contentType, Secret body) implements Method {}
    }

    public HttpsRequest {
        headers = Map.copyOf(headers);
    }

    /** Without what stands behind the host, which may hold a secret. */
    @Override
    public String toString() {
        return method + " " + target.getScheme() + "://" + target.getRawAuthority();
    }
}
