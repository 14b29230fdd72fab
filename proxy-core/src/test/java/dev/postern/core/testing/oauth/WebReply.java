package dev.postern.core.testing.oauth;

import com.google.gson.Gson;

import dev.postern.core.testing.Peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP reply. */
public record WebReply(int status, Map<String, String> headers, String body) {

    public static WebReply json(int status, Map<String, ?> members) {
        return new WebReply(
                status,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                new Gson().toJson(members));
    }

    /** RFC 6749 5.2. */
    public static WebReply error(int status, String error, String description) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", error);
        members.put("error_description", description);
        return json(status, members);
    }

    static WebReply page(int status, String text) {
        return new WebReply(
                status,
                Map.of("Content-Type", "text/html; charset=utf-8"),
                "<!doctype html><title>Test</title><p>" + text);
    }

    static WebReply redirect(String location) {
        return new WebReply(302, Map.of("Location", location), "");
    }

    void write(Peer peer) throws IOException {
        peer.send(text());
    }

    /** Announces all and sends less. */
    void writeHalf(Peer peer) throws IOException {
        String whole = text();
        peer.send(whole.substring(0, whole.length() - body.length() / 2));
    }

    private String text() {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Test\r\n");
        headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return text.append("Content-Length: " + length + "\r\nConnection: close\r\n\r\n" + body)
                .toString();
    }
}
