package dev.postern.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a server wants in a request besides what the RFCs name. */
final class Parameters {

    /** Of RFC 6749, 7636, 7521, 7523 and 8628: to set them here would undo what they protect. */
    private static final Set<String> OURS =
            Set.of(
                    "response_type",
                    "response_mode",
                    "client_id",
                    "client_secret",
                    "redirect_uri",
                    "scope",
                    "state",
                    "code",
                    "code_challenge",
                    "code_challenge_method",
                    "code_verifier",
                    "grant_type",
                    "refresh_token",
                    "username",
                    "password",
                    "device_code",
                    "assertion",
                    "client_assertion",
                    "client_assertion_type");

    private Parameters() {}

    /** Empty if they are not there, or not right. */
    static Optional<Map<String, String>> read(Table table, String key) {
        return table.table(key).map(Parameters::of);
    }

    private static Map<String, String> of(Table below) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : below.keys()) {
            Optional<String> value = below.text(name);
            if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                below.refuse(
                        name,
                        "a parameter that only this server knows",
                        "one that Postern sets itself",
                        "Take it away.");
            } else {
                value.ifPresent(text -> parameters.put(name, text));
            }
        }
        return parameters;
    }
}
