package dev.postern.app.metrics;

import com.google.gson.GsonBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Answers for {@link Metrics} and {@link Health}, on a port that only this machine reaches. */
public final class MetricsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

    /**
     * Few ask, but whoever sends a request slowly holds a thread for all of {@link #PATIENCE}, and
     * a watchdog that gets no answer meanwhile would restart a bridge that is well. More would only
     * hold descriptors, which sessions need.
     */
    private static final int MOST_CONNECTIONS = 64;

    private static final Duration IDLE_THREAD_ENDS_AFTER = Duration.ofMinutes(1);

    private static final int BACKLOG = 16;

    /** Seconds for a request, and for an answer: both ends are on one machine. */
    private static final String PATIENCE = "10";

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Metrics metrics;
    private final Gauges gauges;
    private final Health health;
    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Listens from now on.
     *
     * @throws IOException if the port can't be had
     */
    public MetricsServer(InetSocketAddress address, Metrics metrics, Gauges gauges, Health health)
            throws IOException {
        this.metrics = metrics;
        this.gauges = gauges;
        this.health = health;
        // Read once, by the first server of the process; there is no other way to set them.
        System.setProperty("sun.net.httpserver.maxReqTime", PATIENCE);
        System.setProperty("sun.net.httpserver.maxRspTime", PATIENCE);
        System.setProperty("jdk.httpserver.maxConnections", String.valueOf(MOST_CONNECTIONS));
        server = HttpServer.create(address, BACKLOG);
        threads =
                new ThreadPoolExecutor(
                        0,
                        MOST_CONNECTIONS,
                        IDLE_THREAD_ENDS_AFTER.toSeconds(),
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().daemon().name("postern-metrics-", 1).factory());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        LOG.atInfo().addKeyValue("address", server.getAddress()).log("Metrics can be asked for");
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(answer.code(), -1);
            } else {
                exchange.sendResponseHeaders(answer.code(), body.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        } catch (RuntimeException defect) {
            LOG.atError().setCause(defect).log("Metrics could not be given");
        }
    }

    private record Answer(int code, String type, String body) {}

    private Answer answer(HttpExchange exchange) {
        if (!isForUs(exchange.getRequestHeaders().getFirst("Host"))) {
            return words(FORBIDDEN, "Ask for localhost or a loopback address.");
        }
        if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return words(NOT_ALLOWED, "Only GET and HEAD are answered.");
        }
        return switch (exchange.getRequestURI().getPath()) {
            case "/metrics" -> new Answer(OK, Exposition.CONTENT_TYPE, exposition());
            case "/health", "/health/ready" -> report(health.ready());
            case "/health/live" -> report(health.live());
            default -> words(NOT_FOUND, "There are /metrics, /health/live and /health/ready.");
        };
    }

    /**
     * @param host as the client wrote it, with or without a port
     */
    private static boolean isForUs(@Nullable String host) {
        return host != null && OUR_NAMES.contains(host.replaceFirst(":[0-9]{1,5}$", ""));
    }

    private static Answer words(int code, String sentence) {
        return new Answer(code, "text/plain; charset=utf-8", sentence + "\n");
    }

    private static Answer report(Health.Report report) {
        return new Answer(
                report.isWell() ? OK : UNAVAILABLE,
                "application/json",
                new GsonBuilder().disableHtmlEscaping().create().toJson(report.shown()) + "\n");
    }

    private String exposition() {
        Exposition out = new Exposition();
        metrics.write(out);
        gauges.write(out, metrics.octets());
        return out.toString();
    }

    /** What is being answered has no time to end. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
