package dev.postern.app.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A provider's page on which people say yes or no. */
final class ConsentServer implements AutoCloseable {

    static final String CODE = "the-code-that-nobody-may-see";

    private final HttpServer server;

    ConsentServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/authorize", exchange -> answer(exchange, this::ask));
        server.createContext(
                "/yes", exchange -> answer(exchange, it -> goBack(it, "code=" + CODE)));
        server.createContext(
                "/no",
                exchange ->
                        answer(
                                exchange,
                                it ->
                                        goBack(
                                                it,
                                                "error=access_denied&error_description=%3Cb%3EThe+person%3C/b%3E+said+no")));
        server.start();
    }

    private interface Page {
        void show(HttpExchange exchange) throws IOException;
    }

    private static void answer(HttpExchange exchange, Page page) throws IOException {
        try (exchange) {
            page.show(exchange);
        }
    }

    private void ask(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery().replace("&", "&amp;");
        byte[] html =
                "<!DOCTYPE html><p>May Postern?<p><a id=yes href=\"/yes?%s\">Yes</a> <a id=no href=\"/no?%s\">No</a>"
                        .formatted(query, query)
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, html.length);
        exchange.getResponseBody().write(html);
    }

    private static void goBack(HttpExchange exchange, String answer) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        "%s?%s&state=%s"
                                .formatted(
                                        parameter(query, "redirect_uri"),
                                        answer,
                                        parameter(query, "state")));
        exchange.sendResponseHeaders(302, -1);
    }

    static String parameter(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair ->
                        URLDecoder.decode(
                                pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    URI authorization() {
        return URI.create("http://127.0.0.1:%d/authorize".formatted(server.getAddress().getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
