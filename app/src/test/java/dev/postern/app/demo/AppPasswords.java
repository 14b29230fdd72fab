package dev.postern.app.demo;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code postern app add} has made: a password to read mail and one to send it. */
record AppPasswords(Access imap, Access smtp, Path certificate, List<String> settings) {

    static final List<String> COMMAND = List.of("app", "add", "laptop", "--json");

    /** What a mail program needs to reach the TLS listener of one protocol. */
    record Access(String user, String password, int port) {}

    static AppPasswords read(String json) {
        JsonArray apps = new Gson().fromJson(json, JsonObject.class).getAsJsonArray("apps");
        List<String> settings = new ArrayList<>();
        for (JsonElement app : apps) {
            describe(app.getAsJsonObject(), settings);
        }
        return new AppPasswords(
                access(apps, "imap"),
                access(apps, "smtp"),
                Path.of(apps.get(0).getAsJsonObject().get("certificate").getAsString()),
                settings);
    }

    List<Integer> ports() {
        return List.of(imap.port(), smtp.port());
    }

    private static Access access(JsonArray apps, String protocol) {
        for (JsonElement element : apps) {
            JsonObject app = element.getAsJsonObject();
            for (JsonElement server : app.getAsJsonArray("servers")) {
                JsonObject listener = server.getAsJsonObject();
                if (text(listener, "protocol").equals(protocol)
                        && text(listener, "security").equals("tls")) {
                    return new Access(
                            text(app, "user"),
                            text(app, "password"),
                            listener.get("port").getAsInt());
                }
            }
        }
        throw new IllegalStateException("postern app add named no TLS listener for " + protocol);
    }

    private static void describe(JsonObject app, List<String> settings) {
        for (JsonElement element : app.getAsJsonArray("servers")) {
            JsonObject server = element.getAsJsonObject();
            settings.add(
                    "    %s  server %s, port %d, security %s"
                            .formatted(
                                    text(server, "protocol").toUpperCase(java.util.Locale.ROOT),
                                    text(server, "host"),
                                    server.get("port").getAsInt(),
                                    text(server, "security")));
        }
        settings.add("          user name  " + text(app, "user"));
        settings.add("          password   " + text(app, "password"));
        settings.add("          certificate to import  " + text(app, "certificate"));
    }

    private static String text(JsonObject object, String key) {
        return object.get(key).getAsString();
    }
}
