package dev.postern.core.testing.oauth;

import dev.postern.core.testing.Peer;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP request as it came.
 *
 * @param head the request line and the headers, each ended by CRLF
 * @param headers by name in lower case
 */
public record WebRequest(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String head,
        String body) {

    static WebRequest read(Peer peer) throws IOException {
        String line = peer.line();
        StringBuilder head = new StringBuilder(line).append("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (String field = peer.line(); !field.isEmpty(); field = peer.line()) {
            head.append(field).append("\r\n");
            int colon = field.indexOf(':');
            headers.put(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String[] words = line.split(" ", 3);
        String[] target = words[1].split("\\?", 2);
        return new WebRequest(
                words[0],
                target[0],
                target.length == 2 ? target[1] : "",
                headers,
                head.toString(),
                new String(peer.octets(length), StandardCharsets.UTF_8));
    }

    /** The body's parameters; throws if one is there twice (RFC 6749 3.2). */
    public Map<String, String> form() {
        return parsed(body);
    }

    public Map<String, String> queryParameters() {
        return parsed(query);
    }

    private static Map<String, String> parsed(String form) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (form.isEmpty()) {
            return parameters;
        }
        for (String pair : form.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            if (parts.length < 2 || parameters.put(name, decoded(parts[1])) != null) {
                throw new IllegalArgumentException("no value, or more than one, for " + name);
            }
        }
        return parameters;
    }

    private static String decoded(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
