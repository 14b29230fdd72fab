package dev.postern.config;

import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Protocol;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code [provider.oauth]}. */
final class OauthPresetReader {

    private static final Map<String, OauthPreset.ClientSecret> CLIENT_SECRET = clientSecret();

    private static final Map<String, OauthPreset.Event> EVENTS = events();

    /** Nothing that is worth a warning ends sooner, and nobody plans further ahead. */
    private static final Duration SHORTEST_CLOCK = Duration.ofHours(1);

    private static final Duration LONGEST_CLOCK = Duration.ofDays(3650);

    private OauthPresetReader() {}

    static Optional<OauthPreset> read(Table table) {
        table.require("token_url", "\"https://…\"");
        table.require("scopes", "[\"…\"]");
        table.require("grants", "[\"code\"]");
        table.require("client_secret", "\"optional\"");
        Optional<String> authorizeUrl = Urls.endpoint(table, "authorize_url");
        Optional<String> deviceUrl = Urls.endpoint(table, "device_url");
        Optional<OauthPreset.Offer> usual = offer(table);
        Map<GrantKind, OauthPreset.Offer> offers =
                usual.map(offer -> offers(table, offer)).orElse(Map.of());
        needs(table, offers, GrantKind.CODE, "authorize_url");
        needs(table, offers, GrantKind.DEVICE, "device_url");
        URI redirect = Urls.redirect(table, "redirect").orElse(AuthorizationServer.USUAL_REDIRECT);
        Map<String, String> authorizeParameters =
                Parameters.read(table, "authorize_parameters").orElse(Map.of());
        Optional<OauthPreset.ClientSecret> clientSecret =
                table.word("client_secret", CLIENT_SECRET);
        Optional<OauthPreset.Register> register = register(table);
        OauthPreset.Needs needed = needed(table);
        List<OauthPreset.Clock> clocks = new ArrayList<>();
        table.tables("clocks").forEach(clock -> clock(clock).ifPresent(clocks::add));
        table.refuseUnknownKeys();
        if (offers.isEmpty() || clientSecret.isEmpty() || register.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new OauthPreset(
                        authorizeUrl,
                        deviceUrl,
                        offers,
                        redirect,
                        authorizeParameters,
                        clientSecret.get(),
                        register.get(),
                        needed,
                        clocks));
    }

    private static Optional<OauthPreset.Offer> offer(Table table) {
        Optional<String> tokenUrl = Urls.endpoint(table, "token_url");
        Optional<String> tenant = tenant(table);
        List<String> scopes = table.texts("scopes").orElse(List.of());
        Map<String, String> parameters =
                Parameters.read(table, "token_parameters").orElse(Map.of());
        return tokenUrl.map(url -> new OauthPreset.Offer(url, tenant, scopes, parameters));
    }

    /** The usual offer for each grant, or what its own table makes of it. */
    private static Map<GrantKind, OauthPreset.Offer> offers(Table table, OauthPreset.Offer usual) {
        Map<GrantKind, OauthPreset.Offer> offers = new EnumMap<>(GrantKind.class);
        List<GrantKind> grants = table.words("grants", GrantKind.words()).orElse(List.of());
        if (grants.isEmpty() && table.isList("grants")) {
            table.refuse(
                    "grants",
                    "at least one grant",
                    "an empty list",
                    "Name what the provider offers, or take [provider.oauth] away.");
        }
        for (GrantKind kind : grants) {
            offers.put(
                    kind,
                    table.has(kind.word())
                            ? table.table(kind.word()).map(own -> changed(own, usual)).orElse(usual)
                            : usual);
        }
        return offers;
    }

    private static OauthPreset.Offer changed(Table own, OauthPreset.Offer usual) {
        Optional<String> tokenUrl = Urls.endpoint(own, "token_url");
        Optional<String> tenant = tenant(own);
        boolean needsTenant = own.flag("needs_tenant").orElse(false);
        Optional<List<String>> scopes = own.texts("scopes");
        Optional<Map<String, String>> parameters = Parameters.read(own, "token_parameters");
        own.refuseUnknownKeys();
        return new OauthPreset.Offer(
                tokenUrl.orElse(usual.tokenUrl()),
                needsTenant ? Optional.empty() : tenant.or(usual::tenant),
                scopes.orElse(usual.scopes()),
                parameters.orElse(usual.tokenParameters()));
    }

    private static void needs(
            Table table, Map<GrantKind, OauthPreset.Offer> offers, GrantKind kind, String key) {
        if (offers.containsKey(kind) && !table.has(key)) {
            table.refuse(
                    key,
                    "a value, since `grants` has \"" + kind.word() + "\"",
                    "nothing",
                    "Add a line like: " + key + " = \"https://…\"");
        }
    }

    /** One word of a path. */
    static Optional<String> tenant(Table table) {
        Optional<String> tenant = table.text("tenant");
        Optional<String> good = tenant.filter(word -> word.matches("[A-Za-z0-9][A-Za-z0-9.-]*"));
        if (tenant.isPresent() && good.isEmpty()) {
            table.refuse(
                    "tenant",
                    "the id or the domain of an organisation",
                    Values.quoted(tenant.get()),
                    "Write it as the provider shows it, like"
                            + " \"11111111-2222-3333-4444-555555555555\" or \"example.com\".");
        }
        return good;
    }

    private static Optional<OauthPreset.Register> register(Table oauth) {
        oauth.require("register", "{ url = \"https://…\", text = \"…\" }");
        return oauth.table("register")
                .flatMap(table -> {
                    table.require("url", "\"https://…\"");
                    Optional<URI> url = Urls.page(table, "url");
                    Optional<String> text = table.requiredText("text", "\"…\"");
                    table.refuseUnknownKeys();
                    return url.flatMap(
                            page -> text.map(words -> new OauthPreset.Register(page, words)));
                });
    }

    private static OauthPreset.Needs needed(Table oauth) {
        Map<Protocol, String> scopes = new EnumMap<>(Protocol.class);
        Optional<Table> table = oauth.table("needs");
        if (table.isEmpty()) {
            return new OauthPreset.Needs(scopes, "");
        }
        for (Protocol protocol : Protocol.values()) {
            table.get().text(protocol.word()).ifPresent(scope -> scopes.put(protocol, scope));
        }
        String remark = table.get().text("remark").orElse("");
        table.get().refuseUnknownKeys();
        return new OauthPreset.Needs(scopes, remark);
    }

    private static Optional<OauthPreset.Clock> clock(Table table) {
        Optional<String> text = table.requiredText("text", "\"…\"");
        table.require("after", "\"90d\"");
        Optional<Duration> after = table.duration("after", SHORTEST_CLOCK, LONGEST_CLOCK);
        table.require("from", "\"sign-in\"");
        Optional<OauthPreset.Event> from = table.word("from", EVENTS);
        Optional<String> condition = table.requiredText("condition", "\"always\"");
        OauthPreset.Certainty certainty =
                table.flag("estimate").orElse(true)
                        ? OauthPreset.Certainty.ESTIMATE
                        : OauthPreset.Certainty.STATED;
        table.refuseUnknownKeys();
        if (text.isEmpty() || after.isEmpty() || from.isEmpty() || condition.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new OauthPreset.Clock(
                        text.get(), after.get(), from.get(), condition.get(), certainty));
    }

    private static Map<String, OauthPreset.ClientSecret> clientSecret() {
        Map<String, OauthPreset.ClientSecret> words = new LinkedHashMap<>();
        for (OauthPreset.ClientSecret value : OauthPreset.ClientSecret.values()) {
            words.put(value.name().toLowerCase(Locale.ROOT), value);
        }
        return words;
    }

    private static Map<String, OauthPreset.Event> events() {
        Map<String, OauthPreset.Event> words = new LinkedHashMap<>();
        for (OauthPreset.Event event : OauthPreset.Event.values()) {
            words.put(event.name().toLowerCase(Locale.ROOT).replace('_', '-'), event);
        }
        return words;
    }
}
