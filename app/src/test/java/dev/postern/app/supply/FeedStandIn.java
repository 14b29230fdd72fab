package dev.postern.app.supply;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A feed of vulnerabilities that answers like OSV.dev: from {@code src/test/resources/osv}. */
final class FeedStandIn implements AutoCloseable {

    static final Path ANSWERS = Path.of("src", "test", "resources", "osv").toAbsolutePath();

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** What it answers to a batch; it is asked for no more than that if this is not JSON. */
    private volatile String first = "querybatch.json";

    FeedStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/querybatch", this::batch);
        server.createContext(
                "/v1/vulns/", exchange -> answer(exchange, lastOf(exchange) + ".json"));
        server.start();
    }

    /** Answers batches with that file from now on. */
    void answersWith(String file) {
        first = file;
    }

    /** The package URLs that it was asked about, in their order. */
    List<String> asked() {
        return asked;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void batch(HttpExchange exchange) throws IOException {
        JsonArray queries =
                JsonParser.parseReader(
                                new InputStreamReader(
                                        exchange.getRequestBody(), StandardCharsets.UTF_8))
                        .getAsJsonObject()
                        .getAsJsonArray("queries");
        boolean again = false;
        for (var query : queries) {
            JsonObject object = query.getAsJsonObject();
            again = object.has("page_token");
            asked.add(object.getAsJsonObject("package").get("purl").getAsString());
        }
        answer(exchange, again ? "querybatch-page-2.json" : first);
    }

    private static String lastOf(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void answer(HttpExchange exchange, String file) throws IOException {
        Path answer = ANSWERS.resolve(file);
        boolean there = Files.exists(answer);
        byte[] octets =
                there ? Files.readAllBytes(answer) : "busy".getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(there ? 200 : 503, octets.length);
        try (var body = exchange.getResponseBody()) {
            body.write(octets);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
